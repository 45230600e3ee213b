import { StructureKind, VariableDeclarationKind, type StatementStructures } from "ts-morph";
import type { ConstantFile } from "../plan/model/emit-plan.ts";
import { identifier } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printExpression } from "./print-expression.ts";
import { docs } from "./source-text.ts";

/** `export const protocol: DiagramProtocol = { … };` */
export function constantDeclaration(file: ConstantFile, scope: FileScope): StatementStructures {
  const declaration = {
    name: identifier(file.name),
    type: scope.type(file.type),
    initializer: printExpression(file.value, scope),
  };
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: docs(file.docs),
    declarations: [declaration],
  };
}
