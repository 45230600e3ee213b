import { missingPackage } from "./missing-package.ts";

export type { Contract, ContractOptions, PropertyPromise } from "./contract.ts";
export type { SampleInput, Samples } from "./samples.ts";
export type { TestRunner } from "./contract-tests.ts";
export type { ComponentFactories } from "./state/subject.ts";

// Loaded rather than imported: when fast-check is missing, this is the place that can say so.
const kit = await Promise.all([import("./contract.ts"), import("./contract-tests.ts")]).catch(
  (error: unknown) => {
    throw missingPackage(error) ?? error;
  },
);

export const { contract }: Pick<(typeof kit)[0], "contract"> = kit[0];
export const { contractTests }: Pick<(typeof kit)[1], "contractTests"> = kit[1];
