import { isLeft, type Ordering, type Sequence } from "../orderings.ts";
import type { Skipped } from "./skipped-by-answers.ts";

/**
 * The same ordering, in which each choice says what its answers skip. A loop of others in which the component only gets
 * such an answer to what it asked before is no loop for it: the answer comes, or it does not.
 */
export function withSkipped(ordering: Sequence, skipped: Skipped): Sequence {
  return { kind: "sequence", items: ordering.items.flatMap((item) => settled(item, skipped)) };
}

function settled(ordering: Ordering, skipped: Skipped): readonly Ordering[] {
  switch (ordering.kind) {
    case "step":
      return [ordering];
    case "sequence":
      return [withSkipped(ordering, skipped)];
    case "loop": {
      const body = inPlace(ordering.body, skipped);
      const answers = answersIn(body) ?? [];
      return answers.length > 0 ? answers : [{ ...ordering, body }];
    }
    case "parallel":
      return [{ ...ordering, branches: ordering.branches.map((branch) => inPlace(branch, skipped)) }];
    case "choice": {
      const skips = skipped.get(ordering.fragment);
      const branches = ordering.branches.map((branch) => inPlace(branch, skipped));
      return [{ ...ordering, branches, ...(skips === undefined ? {} : { skips }) }];
    }
  }
}

function inPlace(ordering: Ordering, skipped: Skipped): Sequence {
  const items = ordering.kind === "sequence" ? ordering.items : [ordering];
  return withSkipped({ kind: "sequence", items }, skipped);
}

/** The choices that leave a loop, if they begin with an answer and nothing else happens in it; undefined where it does. */
function answersIn(body: Ordering): readonly Ordering[] | undefined {
  switch (body.kind) {
    case "sequence":
      return all(body.items.map(answersIn));
    case "choice": {
      const leaving = body.branches.filter((_, branch) => isLeft(body, branch));
      const after = all(body.branches.filter((_, branch) => !isLeft(body, branch)).map(answersIn));
      if (after === undefined || !leaving.every(beginsWithAnswer)) return undefined;
      if (leaving.length === 0) return after;
      // Behind the loop it goes on as after any other branch.
      return [{ ...body, exits: body.exits && body.skips !== undefined }, ...after];
    }
    case "step":
    case "loop":
    case "parallel":
      return undefined;
  }
}

function all(parts: readonly (readonly Ordering[] | undefined)[]): readonly Ordering[] | undefined {
  const found = parts.filter((part) => part !== undefined);
  return found.length === parts.length ? found.flat() : undefined;
}

function beginsWithAnswer(ordering: Ordering): boolean {
  const [first] = ordering.kind === "sequence" ? ordering.items : [ordering];
  return first?.kind === "step" ? first.side === "receive-reply" : false;
}
