import type { DiagramModel } from "../ir/model/diagram-model.ts";
import { positionAt } from "../source/source-file.ts";
import { asLines } from "./text/line-patch.ts";
import { offeredSpan } from "./member-spans.ts";
import type { DiagramMerge } from "./merge-diagram.ts";

/** What a diagram asks for in a member that its developer has changed. */
export interface OfferedChange {
  /** The arrow that asks for it: `diagrams/shop.puml:15`. */
  readonly place: string;
  readonly file: string;
  readonly member: string;
  /** Its statements, as lines, as they were generated last, and as they are now. */
  readonly before: string;
  readonly now: string;
}

export function offeredChanges(
  { merged }: DiagramMerge,
  model: DiagramModel,
  shown: (path: string) => string,
): readonly OfferedChange[] {
  const { source } = model;
  return merged.flatMap((handler) =>
    handler.notices.flatMap((notice): readonly OfferedChange[] => {
      if (notice.kind !== "offered") return [];
      const { line } = positionAt(source, offeredSpan(notice, handler, model).start);
      const [file, place] = [shown(handler.path), `${source.path}:${line}`];
      return [
        { place, file, member: notice.member, before: asLines(notice.base), now: asLines(notice.next) },
      ];
    }),
  );
}
