import type { ContractFile } from "../plan/model/emit-plan.ts";
import type { FileScope } from "./file-scope.ts";
import { template } from "./source-text.ts";

const registration = template(
  "{{contractTests}}({ {{describe}}, {{test}} }, { {{system}}, handlers: import.meta.url{{settings}} });",
);

/** One call, which registers whatever the diagram promises. */
export function contractStatements({ settings }: ContractFile, scope: FileScope): readonly string[] {
  return [
    registration({
      contractTests: scope.value({ name: "contractTests", from: "seqwright-runtime/contract" }),
      describe: scope.value({ name: "describe", from: "vitest" }),
      test: scope.value({ name: "test", from: "vitest" }),
      system: scope.value({ name: "system", from: "./wiring.gen.ts" }),
      settings: Object.keys(settings).length === 0 ? "" : `, settings: ${JSON.stringify(settings)}`,
    }),
  ];
}
