export { contract, type Contract, type ContractOptions, type PropertyPromise } from "./contract.ts";
export { contractTests, type TestRunner } from "./contract-tests.ts";
export type { ComponentFactories } from "./run/subject.ts";
