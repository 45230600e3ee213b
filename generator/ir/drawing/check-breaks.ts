import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { arrowsIn, type Arrow, type OutlineElement, type OutlineFragment } from "./outline.ts";
import type { Pairing } from "./pairing.ts";

/** Where a break stands: what it leaves, and the calls that nobody has answered by then, oldest first. */
interface Place {
  readonly leaves: "all" | "loop" | "branch";
  readonly open: readonly Arrow[];
}

/** Breaks that leave less than they seem to, and those that leave a caller without its answer. */
export function checkBreaks(
  body: readonly OutlineElement[],
  pairing: Pairing,
  source: SourceFile,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];

  const visit = (elements: readonly OutlineElement[], { leaves, open: before }: Place): void => {
    let open = before;
    for (const element of elements) {
      if (element.kind === "fragment") {
        const { fragment } = element;
        if (fragment.operator === "break") diagnostics.push(...checkBreak(fragment, { leaves, open }));
        const inside = { leaves: leftInside(fragment, leaves), open };
        for (const branch of fragment.branches) visit(branch.body, inside);
        open = withoutAnswered(open, arrowsOf(fragment), pairing);
      } else if (element.kind === "arrow") {
        open = withoutAnswered(withCall(open, element.arrow, pairing), [element.arrow], pairing);
      }
    }
  };

  const checkBreak = (fragment: OutlineFragment, { leaves, open }: Place): readonly Diagnostic[] => {
    const { span } = fragment;
    if (leaves === "branch") return [diagnostic("link/break-in-par", undefined, { source, span })];
    const inside = arrowsOf(fragment);
    const isAnswered = withoutAnswered(open, inside, pairing).length < open.length;
    const waiting = open.at(-1);
    if (leaves === "loop" || isAnswered || waiting === undefined) return [];
    const { from, to } = waiting;
    const related = [{ message: "the call", source, span: waiting.span }];
    return [diagnostic("link/break-without-answer", { from, to }, { source, span }, { related })];
  };

  visit(body, { leaves: "all", open: [] });
  return diagnostics;
}

function leftInside({ operator, branches }: OutlineFragment, around: Place["leaves"]): Place["leaves"] {
  if (operator === "loop") return "loop";
  return operator === "par" && branches.length > 1 ? "branch" : around;
}

/** What is answered later, or in another branch, is waited for until then. */
function withCall(open: readonly Arrow[], arrow: Arrow, { kinds, answers }: Pairing): readonly Arrow[] {
  const isCall = kinds.get(arrow.index)?.kind === "call" && (answers.get(arrow.index) ?? []).length > 0;
  return isCall ? [...open, arrow] : open;
}

function withoutAnswered(
  open: readonly Arrow[],
  arrows: readonly Arrow[],
  { kinds }: Pairing,
): readonly Arrow[] {
  const answered = new Set(
    arrows.flatMap(({ index }) => {
      const paired = kinds.get(index);
      return paired?.kind === "reply" ? [paired.call] : [];
    }),
  );
  return answered.size === 0 ? open : open.filter(({ index }) => !answered.has(index));
}

function arrowsOf({ branches }: OutlineFragment): readonly Arrow[] {
  return arrowsIn(branches.flatMap(({ body }) => body));
}
