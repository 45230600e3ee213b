import type { FragmentOperator } from "./steps.ts";

/**
 * How steps and fragments get their identity: from their text and the branches around them, so that an edit elsewhere
 * in a diagram changes none. The compiler gives them out; generated code writes only their last part.
 */
export function stepName(from: string, to: string, name: string): string {
  return `${from} → ${to}: ${name}`;
}

/** `alt status = FAILED`; the `number` tells fragments apart that are otherwise the same. */
export function fragmentName(operator: FragmentOperator, label: string, number = 1): string {
  return numbered(label === "" ? operator : `${operator} ${label}`, number);
}

export function numbered(name: string, number: number): string {
  return number === 1 ? name : `${name} #${number}`;
}

/** What the identities of everything inside a branch begin with. The first one goes by its fragment alone. */
export function branchPrefix(fragment: string, branch: number, label: string): string {
  return branch === 0 ? `${fragment} › ` : `${fragment} / ${label} › `;
}

/** Frames without a choice leave no trace in identities: to draw one around steps renames none of them. */
export function isFrame(operator: FragmentOperator): boolean {
  return operator === "group" || operator === "critical";
}
