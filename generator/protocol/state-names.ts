import type { Fragment, Step } from "../ir/model/diagram-model.ts";
import type { Drawing } from "./drawing.ts";
import type { Behaviour, Side } from "./model.ts";
import { branchText, fragmentText, shortText } from "./short-text.ts";

/**
 * Names for the states of one component, each unique. A state is named after what stands next to it, never after its
 * number, so that an edit elsewhere leaves it alone.
 */
export interface StateNames {
  readonly start: string;
  readonly end: string;
  /** The state before an item: `at alt …` where it is a fragment, else undefined (the item before it gives the name). */
  at(item: Behaviour): string | undefined;
  after(item: Behaviour): string;
  /** Where a branch or loop body begins. */
  inside(fragment: Fragment, branch: number): string;
  /** Where a parallel branch has not begun, and where it is over. */
  ends(fragment: Fragment, branch: number): readonly [before: string, done: string];
  /** The name for `key`: the first candidate that is not taken, or the last one with a number. */
  claim(key: string, candidates: readonly string[]): string;
}

export function stateNames(drawing: Drawing): StateNames {
  const names = new Map<string, string>();
  const taken = new Set<string>();

  const claim = (key: string, candidates: readonly string[]): string => {
    const known = names.get(key);
    if (known !== undefined) return known;
    let name = candidates.find((candidate) => !taken.has(candidate));
    for (let number = 2; name === undefined; number += 1) {
      const candidate = `${candidates.at(-1) ?? key} #${number}`;
      if (!taken.has(candidate)) name = candidate;
    }
    names.set(key, name);
    taken.add(name);
    return name;
  };

  const around = (element: Step | Fragment): string => {
    const [id, branch] = element.within.at(-1) ?? [];
    const fragment = id === undefined ? undefined : drawing.fragments.get(id);
    return fragment === undefined || branch === undefined ? "" : ` in ${branchText(fragment, branch)}`;
  };
  const ofFragment = (position: string, id: string): string => {
    const fragment = drawing.fragments.get(id);
    const name = `${position} ${fragment === undefined ? id : fragmentText(fragment)}`;
    return claim(`${position} ${id}`, fragment === undefined ? [name] : [name, name + around(fragment)]);
  };

  return {
    start: claim("start", ["start"]),
    end: claim("end", ["end"]),
    at: (item) =>
      item.kind === "step" || item.kind === "sequence" ? undefined : ofFragment("at", item.fragment),
    after: (item) => {
      if (item.kind === "sequence") return claim("after", ["after"]);
      if (item.kind !== "step") return ofFragment("after", item.fragment);
      const step = drawing.steps.get(item.step);
      if (step === undefined) return claim(`after step ${item.step}`, [`after ${item.step}`]);
      const name = `after ${doing[item.side]}${shortText(step)}`;
      const asked = step.kind === "reply" ? drawing.steps.get(step.answers) : undefined;
      const distinct = asked === undefined ? name + peer(step, item.side) : `${name} to ${shortText(asked)}`;
      return claim(`after step ${step.id}`, [name, distinct, distinct + around(step)]);
    },
    inside: (fragment, branch) => {
      const name = `in ${fragment.operator === "loop" ? fragmentText(fragment) : branchText(fragment, branch)}`;
      return claim(`in ${fragment.id} ${branch}`, [
        name,
        `${name} of ${fragmentText(fragment)}`,
        name + around(fragment),
      ]);
    },
    ends: (fragment, branch) => {
      const text = branchText(fragment, branch);
      return [
        claim(`before ${fragment.id} ${branch}`, [`before ${text}`, `before ${text}${around(fragment)}`]),
        claim(`done ${fragment.id} ${branch}`, [`${text} done`, `${text} done${around(fragment)}`]),
      ];
    },
    claim,
  };
}

const doing: Readonly<Record<Side, string>> = {
  "receive-call": "receiving ",
  "send-call": "sending ",
  self: "",
  "send-reply": "answering ",
  "receive-reply": "answer ",
};

function peer(step: Step, side: Side): string {
  switch (side) {
    case "receive-call":
    case "receive-reply":
      return ` from ${step.from}`;
    case "send-call":
    case "send-reply":
      return ` to ${step.to}`;
    case "self":
      return "";
  }
}
