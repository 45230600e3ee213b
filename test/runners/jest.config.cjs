const { join } = require("node:path");

/** Jest with ES modules; types are stripped as Node does it. */
module.exports = {
  rootDir: join(__dirname, "../.."),
  testMatch: ["<rootDir>/test/runners/contract.jest.mjs"],
  testEnvironmentOptions: { customExportConditions: ["seqwright-source", "node"] },
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/test/runners/strip-types.cjs" },
  modulePathIgnorePatterns: ["<rootDir>/(generator|runtime)/dist"],
};
