import { ts } from "ts-morph";
import type { CutClass } from "./text/cut-class.ts";
import type { Edit } from "./text/splice.ts";

/** What stands before a class's members: its doc comment and what it implements, where the developer left them as they were. */
export function mergeHead({
  base,
  mine,
  next,
}: {
  readonly base: CutClass;
  readonly mine: CutClass;
  readonly next: CutClass;
}): readonly Edit[] {
  return [...docEdit(base, mine, next), ...heritageEdit(base, mine, next)];
}

function docEdit(base: CutClass, mine: CutClass, next: CutClass): readonly Edit[] {
  const [before, own, now] = [docOf(base), docOf(mine), docOf(next)];
  if (before === undefined || own === undefined || now === undefined) return [];
  const text = (comment: ts.JSDoc, { file }: CutClass): string => comment.getText(file);
  if (text(before, base) === text(now, next) || text(own, mine) !== text(before, base)) return [];
  return [{ start: own.getStart(mine.file), end: own.end, text: text(now, next) }];
}

function docOf({ node }: CutClass): ts.JSDoc | undefined {
  return ts.getJSDocCommentsAndTags(node).findLast((comment): comment is ts.JSDoc => ts.isJSDoc(comment));
}

function heritageEdit(base: CutClass, mine: CutClass, next: CutClass): readonly Edit[] {
  const [before, own, now] = [heritage(base), heritage(mine), heritage(next)];
  if (before.text === now.text || own.text !== before.text) return [];
  return [{ start: own.start, end: own.end, text: now.text }];
}

/** ` extends Base implements EventHandlerPort`, with the blank before it; empty without either. */
function heritage({ node, file }: CutClass): Edit {
  const start = node.typeParameters?.end ?? node.name?.end ?? node.pos;
  const end = node.heritageClauses?.end ?? start;
  return { start, end, text: file.text.slice(start, end) };
}
