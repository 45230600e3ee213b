import type { ContractFile } from "../plan/model/emit-plan.ts";
import { generatedHeader, printImports, template } from "./source-text.ts";

const contractTest = template(`{{header}}{{imports}}

contractTests({ describe, test }, { system, handlers: import.meta.url });
`);

export function renderContract(file: ContractFile, source: string): string {
  return contractTest({ header: generatedHeader(source), imports: printImports(file.imports) });
}
