import type { Fragment, Step } from "../ir/model/diagram-model.ts";

const lengthMax = 60;

/** A step in the diagram's words, short enough for a name. */
export function shortText(step: Step): string {
  const text = folded(step.text);
  if (text !== "") return text;
  if (step.kind === "reply") return `answer of ${step.from}`;
  return step.method === "" ? `call of ${step.to}` : step.method;
}

/** A fragment in the diagram's words: its operator and what stands at its first branch. */
export function fragmentText(fragment: Fragment): string {
  const label = folded(fragment.branches[0]?.label ?? "");
  return label === "" || label === "else" ? fragment.operator : `${fragment.operator} ${label}`;
}

/** A branch in the diagram's words. */
export function branchText(fragment: Fragment, branch: number): string {
  const label = folded(fragment.branches[branch]?.label ?? "");
  if (label !== "" && label !== "else") return label;
  if (fragment.operator === "par") return `branch ${branch + 1} of ${fragmentText(fragment)}`;
  return branch === 0 ? fragmentText(fragment) : `else of ${fragmentText(fragment)}`;
}

function folded(text: string): string {
  const oneLine = text.replaceAll(/\s+/gu, " ").trim();
  const characters = Array.from(oneLine.slice(0, lengthMax * 4));
  return characters.length <= lengthMax
    ? oneLine
    : `${characters
        .slice(0, lengthMax - 1)
        .join("")
        .trimEnd()}…`;
}
