import { transactionBoundary } from "../../text/shapes/parse-transaction.ts";
import type { OutlineElement } from "../drawing/outline.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { Participant } from "../model/diagram-model.ts";
import type { Boundary } from "../model/transaction.ts";

export interface WithoutBoundaries {
  readonly body: readonly OutlineElement[];
  readonly boundaries: readonly Boundary[];
}

/** Takes `BEGIN`, `COMMIT` and `ROLLBACK` to a database out of a drawing, with their answers: code has a block instead. */
export function withoutBoundaries(
  body: readonly OutlineElement[],
  arrows: readonly ReadArrow[],
  participants: ReadonlyMap<string, Pick<Participant, "role" | "kind">>,
): WithoutBoundaries {
  const found = new Map<number, Boundary>();
  for (const { index, paired, from, to, text, within, span } of arrows) {
    const asked = participants.get(to);
    const kind =
      paired.kind === "call" && asked?.role === "resource" && asked.kind === "sql"
        ? transactionBoundary(text)
        : undefined;
    if (kind !== undefined) found.set(index, { kind, from, to, text, branch: within.at(-1), span });
  }
  if (found.size === 0) return { body, boundaries: [] };
  const dropped = new Set(
    arrows.flatMap(({ index, paired }) =>
      found.has(index) || (paired.kind === "reply" && found.has(paired.call)) ? [index] : [],
    ),
  );
  return { body: kept(body, dropped), boundaries: [...found.values()] };
}

function kept(body: readonly OutlineElement[], dropped: ReadonlySet<number>): readonly OutlineElement[] {
  return body.flatMap((element): readonly OutlineElement[] => {
    if (element.kind === "arrow") return dropped.has(element.arrow.index) ? [] : [element];
    if (element.kind !== "fragment") return [element];
    const branches = element.fragment.branches.map((branch) => ({
      ...branch,
      body: kept(branch.body, dropped),
    }));
    return [{ ...element, fragment: { ...element.fragment, branches } }];
  });
}
