import type { Ordering, StepId, Transition } from "../../../../runtime/index.ts";

type Part = StepId | { readonly [fragment: string]: readonly (readonly Part[])[] };

/** An ordering from a nested list: steps in a row, `{ fragment: [branch, branch] }`, and loops as `{ "loop …": [body] }`. */
export function ordering(...parts: readonly Part[]): Ordering {
  const states: Record<string, Transition[]> = {};
  let count = 0;
  const fresh = (): string => {
    const name = `s${count++}`;
    states[name] = [];
    return name;
  };
  const sequence = (list: readonly Part[], from: string): string => list.reduce<string>((at, part) => one(part, at), from);
  const one = (part: Part, from: string): string => {
    if (typeof part === "string") {
      const to = fresh();
      states[from]?.push({ step: part, to });
      return to;
    }
    const [[fragment, branches] = ["", []]] = Object.entries(part);
    return fragment.startsWith("loop") ? loop(fragment, branches[0] ?? [], from) : choice(fragment, branches, from);
  };
  const loop = (fragment: string, body: readonly Part[], head: string): string => {
    const [inside, after] = [fresh(), fresh()];
    states[head]?.push({ repeat: fragment, to: inside }, { leave: fragment, to: after });
    // Joining the end of the body with the head: the head's transitions are those of the end.
    const end = sequence(body, inside);
    states[end] = states[head] ?? [];
    return after;
  };
  const choice = (fragment: string, branches: readonly (readonly Part[])[], from: string): string => {
    const ends = branches.map((body, branch) => {
      const inside = fresh();
      states[from]?.push({ choose: fragment, branch, to: inside });
      return sequence(body, inside);
    });
    const joined = fresh();
    for (const end of ends) aliases.push([end, joined]);
    return joined;
  };
  const aliases: [string, string][] = [];
  const start = fresh();
  const end = sequence(parts, start);
  // An end of a branch goes on as the join does.
  for (const [branchEnd, joined] of aliases.reverse()) states[branchEnd] = states[joined] ?? [];
  const accepting = [end, ...aliases.filter(([, joined]) => states[joined]?.length === 0).map(([branchEnd]) => branchEnd)];
  return { start, accepting, states };
}
