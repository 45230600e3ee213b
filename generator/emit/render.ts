import type { StatementStructures } from "ts-morph";
import type { OutputFile } from "../host/output-file.ts";
import { jsonValue } from "../plan/model/code-symbol.ts";
import type { EmitPlan, FilePlan } from "../plan/model/emit-plan.ts";
import { constantDeclaration } from "./constant-declaration.ts";
import { contractStatements } from "./contract.ts";
import { FileScope } from "./file-scope.ts";
import { format } from "./format.ts";
import { classDeclaration } from "./class-declaration.ts";
import { messageDeclarations } from "./message-declarations.ts";
import { interfaceDeclaration } from "./interface-declaration.ts";
import { buildSource, generatedHeader } from "./source-text.ts";

/** The text of every planned file. The developer's are skeletons, for where there is no such file yet. */
export async function render(plan: EmitPlan): Promise<readonly OutputFile[]> {
  const files = plan.files.map((file) => {
    const scope = new FileScope(file.path, plan.symbols);
    const owner = file.kind === "handler" ? "developer" : "generator";
    return { path: file.path, owner, scope, declarations: declarationsOf(file, scope) } as const;
  });
  const scope = new FileScope(plan.messages.path, plan.symbols);
  const usesJsonValue = files.some((file) => file.scope.uses(jsonValue));
  const declarations = messageDeclarations(plan.messages, scope, usesJsonValue);
  const messages = { path: plan.messages.path, owner: "generator", scope, declarations } as const;
  const printed = [messages, ...files].filter((file) => file.declarations.length > 0);
  return Promise.all(printed.map((file) => outputFile(file, plan)));
}

interface PrintedFile extends Pick<OutputFile, "path" | "owner"> {
  readonly scope: FileScope;
  readonly declarations: readonly (StatementStructures | string)[];
}

function declarationsOf(file: FilePlan, scope: FileScope): PrintedFile["declarations"] {
  switch (file.kind) {
    case "ports":
      return file.interfaces.map((plan) => interfaceDeclaration(plan, scope));
    case "constant":
      return [constantDeclaration(file, scope)];
    case "handler":
      return [classDeclaration(file, scope)];
    case "contract":
      return contractStatements(file, scope);
  }
}

async function outputFile(
  { path, owner, scope, declarations }: PrintedFile,
  { folder, source }: EmitPlan,
): Promise<OutputFile> {
  const header = owner === "generator" ? generatedHeader(source) : "";
  const content = await format(header + buildSource(scope, declarations));
  return { path: `${folder}/${path}`, content, owner };
}
