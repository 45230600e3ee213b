import { missingPackage } from "./missing-package.ts";

export type { ComponentFactories, Contract, ContractOptions } from "./contract.ts";

// Loaded rather than imported: when fast-check is missing, this is the place that can say so.
const kit = await import("./contract.ts").catch((error: unknown) => {
  throw missingPackage(error) ?? error;
});

export const contract: typeof kit.contract = kit.contract;
