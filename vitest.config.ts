import { defineConfig } from "vitest/config";

// Tests and generated code import "seqwright-runtime" as users do; this condition makes that the source, not dist/.
const conditions = ["seqwright-source", "node", "development|production"];

const project = (name: string, include: readonly string[], timeoutMs = 10_000) => ({
  extends: true as const,
  test: { name, include: [...include], testTimeout: timeoutMs, hookTimeout: timeoutMs },
});

/** Real servers run before the first test of such a project does. */
const withServices = <P extends ReturnType<typeof project>>(base: P) => ({
  ...base,
  test: { ...base.test, globalSetup: ["test/support/start-services.ts"] },
});

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["seqwright-source"] } },
  test: {
    environment: "node",
    setupFiles: ["test/support/setup.ts"],
    reporters: ["default", "./test/support/summary-reporter.ts"],
    projects: [
      project("unit", ["test/unit/**/*.test.ts"]),
      project("property", ["test/property/**/*.test.ts"], 60_000),
      project("golden", ["test/golden/**/*.test.ts"], 60_000),
      project("conformance", ["test/conformance/**/*.test.ts"], 60_000),
      project("mutants", ["test/mutants/**/*.test.ts"], 60_000),
      project("generated", ["generated/**/*.test.ts", "test/own-diagrams/generated/**/*.test.ts"], 60_000),
      withServices(project("integration", ["test/integration/**/*.test.ts"], 120_000)),
      project("e2e", ["test/e2e/**/*.test.ts"], 240_000),
    ],
  },
});
