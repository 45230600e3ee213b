import { VariableDeclarationKind } from "ts-morph";
import type { StepsFile, Symbols } from "../plan/model/emit-plan.ts";
import { printExpression } from "./print-expression.ts";
import { buildSource, docs, generatedHeader } from "./source-text.ts";

export function renderSteps(file: StepsFile, source: string, symbols: Symbols): string {
  const code = buildSource(file.path, file.imports, (target) => {
    target.addVariableStatement({
      isExported: true,
      declarationKind: VariableDeclarationKind.Const,
      docs: docs([`Every step of ${source}, and the order in which each component takes them.`]),
      declarations: [
        { name: "protocol", type: "DiagramProtocol", initializer: printExpression(file.protocol, symbols) },
      ],
    });
  });
  return generatedHeader(source) + code;
}
