import { defineConfig } from "vitest/config";

// Tests and generated code import "seqwright-runtime" as users do; this condition makes that the source, not dist/.
const conditions = ["seqwright-source", "node", "development|production"];

/** A type checker or a whole pipeline takes seconds, and a minute on a machine with eight times its load. */
const busyMachineMs = 120_000;

const project = (name: string, include: readonly string[], timeoutMs = busyMachineMs) => ({
  extends: true as const,
  test: { name, include: [...include], testTimeout: timeoutMs, hookTimeout: timeoutMs },
});

/** Real servers run before the first test of such a project does. */
const withServices = <P extends ReturnType<typeof project>>(base: P) => ({
  ...base,
  test: { ...base.test, globalSetup: ["test/support/start-services.ts"] },
});

const contractTests = ["generated/**/*.test.ts", "test/own-diagrams/generated/**/*.test.ts"];

/** The same contract tests, of the running systems. */
const atSystemLevel = <P extends ReturnType<typeof project>>(base: P) => ({
  ...base,
  test: { ...base.test, env: { SEQWRIGHT_LEVELS: "system" } },
});

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["seqwright-source"] } },
  test: {
    environment: "node",
    // Vitest leaves one core to itself, which is half of a machine with two; here it waits for its workers most of the time.
    maxWorkers: "100%",
    setupFiles: ["test/support/setup.ts"],
    reporters: ["default", "./test/support/summary-reporter.ts"],
    projects: [
      project("unit", ["test/unit/**/*.test.ts"]),
      project("property", ["test/property/**/*.test.ts"]),
      project("golden", ["test/golden/**/*.test.ts"]),
      project("conformance", ["test/conformance/**/*.test.ts"]),
      project("corpus", ["test/corpus/**/*.test.ts"]),
      project("mutants", ["test/mutants/**/*.test.ts"]),
      project("generated", contractTests),
      atSystemLevel(withServices(project("system", contractTests))),
      withServices(project("integration", ["test/integration/**/*.test.ts"])),
      project("e2e", ["test/e2e/**/*.test.ts"], 4 * busyMachineMs),
    ],
  },
});
