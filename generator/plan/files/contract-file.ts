import type { ContractFile } from "../model/emit-plan.ts";

/** The contract test: which properties there are, and which of them the diagram asks for, the contract kit knows. */
export function planContractFile(): ContractFile {
  const value = (name: string) => ({ name, typeOnly: false });
  return {
    kind: "contract",
    path: "contract.gen.test.ts",
    imports: [
      { from: "seqwright-runtime/contract", names: [value("contractTests")] },
      { from: "vitest", names: [value("describe"), value("test")] },
      { from: "./wiring.gen.ts", names: [value("system")] },
    ],
  };
}
