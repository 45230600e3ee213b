import { diagnostic, type Diagnostic, type Related } from "../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../ir/model/diagram-model.ts";
import { sourceFile } from "../source/source-file.ts";
import { cutClass } from "./text/cut-class.ts";
import type { DiagramMerge, MergedHandler } from "./merge-diagram.ts";
import type { Notice } from "./merge-handler.ts";
import { memberSpan, offeredSpan, participantSpan } from "./member-spans.ts";
import { asLines, linePatch } from "./text/line-patch.ts";

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
        span: memberSpan(to, handler, model),
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
    const span = offeredSpan(notice, handler, model);
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
  if (other === undefined) return diagnostic("emit/gone-member", { file, member }, at, { related });
  const { className } = handler.file;
  return diagnostic(
    "emit/doubtful-rename",
    { file, className, from: member, to: other },
    { source: model.source, span: memberSpan(other, handler, model) },
    { related },
  );
}

function relatedTo(member: string, { text, file: { className } }: MergedHandler, file: string): Related {
  const source = sourceFile(file, text);
  const node = cutClass(text, className)?.members.find(({ name }) => name === member)?.nodes[0];
  const start = node?.getStart() ?? 0;
  const line = text.slice(start).split(/\r?\n/)[0] ?? "";
  return { message: "what your handler has", source, span: { start, end: start + line.length } };
}

/** Lines that go and lines that come, as in a patch. */
function difference(base: string, next: string): string {
  const lines = linePatch(asLines(base), asLines(next), 0)
    .flatMap((hunk) => hunk.lines)
    .filter((line) => /^[-+]\s*\S/.test(line))
    .map((line) => `${line[0]} ${line.slice(1)}`);
  return `The diagram now asks for: ${lines.slice(0, 12).join(" ⏎ ")}${lines.length > 12 ? " …" : ""}`;
}
