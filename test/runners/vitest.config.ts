import { defineConfig } from "vitest/config";

const conditions = ["seqwright-source", "node", "development|production"];

/** As a user has it: nothing is set that contract tests would need, such as a longer limit of time. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["seqwright-source"] } },
  test: { include: ["test/runners/contract.vitest.ts"] },
});
