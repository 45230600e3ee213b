export { contract, type ComponentFactories, type Contract, type ContractOptions } from "./contract.ts";
