import { diagnostic, type Diagnostic, type Related } from "../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../ir/model/diagram-model.ts";
import { sourceFile, type Span } from "../source/source-file.ts";
import { cutClass } from "./text/cut-class.ts";
import type { DiagramMerge, MergedHandler } from "./merge-diagram.ts";
import type { Notice } from "./merge-handler.ts";
import { namesIn } from "./text/names-in.ts";

/** What a developer should know of merged handlers: at the diagram's line, with the handler's beside it. */
export function mergeDiagnostics(
  { merged }: DiagramMerge,
  model: DiagramModel,
  shown: (path: string) => string,
): readonly Diagnostic[] {
  return merged.flatMap((handler) => {
    const file = shown(handler.path);
    const moved = handler.from === handler.path ? [] : [movedFile(handler, model, shown)];
    const renamed = [...handler.renames.members].map(([from, to]) => {
      const params = { file, from, to };
      return diagnostic("emit/renamed-member", params, {
        source: model.source,
        span: spanOf(to, handler, model),
      });
    });
    const noticed = handler.notices.flatMap((notice) => noticeDiagnostic(notice, handler, model, file) ?? []);
    return [...moved, ...renamed, ...noticed];
  });
}

function movedFile(handler: MergedHandler, model: DiagramModel, shown: (path: string) => string): Diagnostic {
  const { path, from, file } = handler;
  const at = { source: model.source, span: participantSpan(handler, model) };
  return diagnostic(
    "emit/moved-handler",
    { from: shown(from), to: shown(path), className: file.className },
    at,
  );
}

function noticeDiagnostic(
  notice: Notice,
  handler: MergedHandler,
  model: DiagramModel,
  file: string,
): Diagnostic | undefined {
  const { member } = notice;
  const related = [relatedTo(member, handler, file)];
  if (notice.kind === "offered") {
    const { base, next } = notice;
    const span = askedBy(notice, handler, model) ?? spanOf(member, handler, model);
    const hint = difference(base, next);
    return diagnostic(
      "emit/handler-differs",
      { file, member },
      { source: model.source, span },
      { hint, related },
    );
  }
  if (notice.kind !== "kept") return undefined;
  const at = { source: model.source, span: participantSpan(handler, model) };
  const other = handler.asked.get(member);
  const hint = other === undefined ? undefined : `Is it "${other}" now? Then move its code there.`;
  return diagnostic("emit/gone-member", { file, member }, at, { related, hint });
}

function relatedTo(member: string, { text, file: { className } }: MergedHandler, file: string): Related {
  const source = sourceFile(file, text);
  const node = cutClass(text, className)?.members.find(({ name }) => name === member)?.nodes[0];
  const start = node?.getStart() ?? 0;
  const line = text.slice(start).split(/\r?\n/)[0] ?? "";
  return { message: "what your handler has", source, span: { start, end: start + line.length } };
}

/** The arrow that a new form asks for and the old one did not. */
function askedBy(
  { base, next }: { readonly base: string; readonly next: string },
  { file }: MergedHandler,
  { steps }: DiagramModel,
): Span | undefined {
  const [before, now] = [namesIn(base), namesIn(next)];
  const isNew = (name: string): boolean => now.has(name) && !before.has(name);
  return steps.find((step) => step.kind !== "reply" && step.from === file.participant && isNew(step.method))
    ?.span;
}

/** The arrow that asks for a member, or else its participant. */
function spanOf(member: string, handler: MergedHandler, model: DiagramModel): Span {
  const of = new Set(handler.file.methods.find(({ name }) => name === member)?.of);
  return model.steps.find(({ id }) => of.has(id))?.span ?? participantSpan(handler, model);
}

function participantSpan({ file }: MergedHandler, model: DiagramModel): Span {
  return model.participants.find(({ code }) => code === file.participant)?.span ?? model.span;
}

/** Lines that go and lines that come, as in a patch. */
function difference(base: string, next: string): string {
  const [before, now] = [base.split("\n"), next.split("\n")];
  const lines = [
    ...before.filter((line) => line.trim() !== "" && !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => line.trim() !== "" && !before.includes(line)).map((line) => `+ ${line}`),
  ];
  return `The diagram now asks for: ${lines.slice(0, 12).join(" ⏎ ")}${lines.length > 12 ? " …" : ""}`;
}
