import type { ContractFile, ContractSettings } from "../model/emit-plan.ts";

/** The contract test: which properties there are, and which of them the diagram asks for, the contract kit knows. */
export function planContractFile(settings: ContractSettings): ContractFile {
  return { kind: "contract", path: "contract.gen.test.ts", settings };
}
