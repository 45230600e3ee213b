import { Project, type ClassDeclaration, type SourceFile } from "ts-morph";
import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../ir/model/diagram-model.ts";
import type { EmitPlan } from "../plan/model/emit-plan.ts";
import type { HandlerFile, MethodPlan } from "../plan/model/handler-plan.ts";
import { sourceFile, type Span } from "../source/source-file.ts";
import { exportedClass } from "./exported-class.ts";
import { FileScope } from "./file-scope.ts";
import { printTypeNode, printParameter } from "./print-type.ts";

/**
 * Compares the developer's handlers with what the diagram asks of them. They are never written; what they lack is
 * reported, with what to add.
 */
export function missingMembers(
  plan: EmitPlan,
  model: DiagramModel,
  existing: ReadonlyMap<string, string>,
  shown: (path: string) => string = (path) => path,
): readonly Diagnostic[] {
  return plan.files.flatMap((file) => {
    const path = `${plan.folder}/${file.path}`;
    const content = existing.get(path);
    if (file.kind !== "handler" || content === undefined) return [];
    const handler = { path, shown: shown(path), content, existing };
    return inspect(file, handler, new FileScope(file.path, plan.symbols), model);
  });
}

interface Existing {
  /** Below the output folder. */
  readonly path: string;
  /** As people read it. */
  readonly shown: string;
  readonly content: string;
  readonly existing: ReadonlyMap<string, string>;
}

function inspect(
  file: HandlerFile,
  { path, shown, content, existing }: Existing,
  scope: FileScope,
  model: DiagramModel,
): readonly Diagnostic[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noResolve: true },
  });
  const parsed = project.createSourceFile("handler.ts", content);
  const problem = syntaxProblem(parsed, project, { shown, content });
  if (problem !== undefined) return [problem];
  const participant = model.participants.find(({ code }) => code === file.participant);
  const at = { source: model.source, span: participant?.span ?? model.span };
  const exported = exportedClass(path, file.className, existing);
  if (exported.kind === "value") return [];
  if (exported.kind === "none") {
    const hint = `Export a class ${file.className} from it, or remove the file to have it written anew.`;
    return [diagnostic("emit/missing-class", { file: shown, className: file.className }, at, { hint })];
  }
  const { found } = exported;
  const present = memberNames(found);
  const spanFor = (method: MethodPlan): Span => spanOf(method.name, file.participant, model) ?? at.span;
  const changed = file.methods.flatMap((method) => {
    const misfit = method.drawn ? misfitOf(found, method, scope) : undefined;
    if (misfit === undefined) return [];
    const params = { file: shown, className: file.className, member: method.name, misfit };
    const hint = `The diagram now asks for: ${signature(method, scope)}`;
    return [diagnostic("emit/changed-signature", params, { ...at, span: spanFor(method) }, { hint })];
  });
  const lacking = file.methods
    .filter(({ name, drawn }) => drawn && !present.has(name))
    .map((method) => {
      const params = { file: shown, className: file.className, member: method.name };
      const hint = `Add: ${signature(method, scope)}`;
      return diagnostic("emit/missing-member", params, { ...at, span: spanFor(method) }, { hint });
    });
  return [...lacking, ...changed];
}

/**
 * What a written method cannot do with what the diagram gives it now. Only what is certain: names are the developer's to
 * choose, types theirs to widen, and the type checker sees the rest.
 */
function misfitOf(found: ClassDeclaration, method: MethodPlan, scope: FileScope): string | undefined {
  const written = found.getInstanceMethod(method.name);
  if (written === undefined || written.getOverloads().length > 0) return undefined;
  const parameters = written.getParameters();
  const required = parameters.filter((parameter) => !parameter.isOptional() && !parameter.isRestParameter());
  if (required.length > method.parameters.length)
    return `it needs ${required.length} values and gets ${method.parameters.length}`;
  for (const [index, planned] of method.parameters.entries()) {
    const parameter = parameters[index];
    const own = parameter?.getTypeNode()?.getText();
    const given = printTypeNode(planned.type, scope);
    if (parameter?.getName() !== planned.name || own === undefined || own === given) continue;
    if (primitives.has(own) && primitives.has(given))
      return `its "${planned.name}" is a ${own}, and gets a ${given}`;
  }
  return undefined;
}

const primitives: ReadonlySet<string> = new Set(["string", "number", "boolean"]);

/** The arrow that asks for a method. */
function spanOf(method: string, participant: string, model: DiagramModel): Span | undefined {
  return model.steps.find(
    (step) => step.kind !== "reply" && step.to === participant && step.method === method,
  )?.span;
}

function syntaxProblem(
  parsed: SourceFile,
  project: Project,
  { shown, content }: Pick<Existing, "shown" | "content">,
): Diagnostic | undefined {
  const [first] = project.getProgram().getSyntacticDiagnostics(parsed);
  if (first === undefined) return undefined;
  const start = first.getStart();
  const message = first.getMessageText();
  const problem = typeof message === "string" ? message : message.getMessageText();
  const span = { start, end: start + first.getLength() };
  return diagnostic(
    "emit/handler-syntax",
    { file: shown, problem },
    { source: sourceFile(shown, content), span },
  );
}

/** The members of the class. With a base class, every name counts as present: what it inherits is not known here. */
function memberNames(found: ClassDeclaration): { has(name: string): boolean } {
  if (found.getExtends() !== undefined) return { has: () => true };
  return new Set(found.getInstanceMembers().map((member) => member.getName()));
}

/** `protected async validateEvent(event: ContentCreated): Promise<void>` */
function signature(method: MethodPlan, scope: FileScope): string {
  const access = method.access === "protected" ? "protected " : "";
  const parameters = method.parameters.map((parameter) => printParameter(parameter, scope)).join(", ");
  const async = method.asynchronous ? "async " : "";
  const generic = method.typeParameters === undefined ? "" : `<${method.typeParameters.join(", ")}>`;
  return `${access}${async}${method.name}${generic}(${parameters}): ${printTypeNode(method.returns, scope)}`;
}
