import { numbered, stepName } from "seqwright-runtime/model";
import type { OutlineReference } from "../drawing/outline.ts";
import { shortLabel, type ReadArrow } from "../drawing/read-arrows.ts";
import { linkCall } from "./link-call.ts";
import type { LinkState, PathState } from "./link-state.ts";
import { topFrame, type Scopes } from "./scope.ts";

/**
 * A reference is a step of the first component under it that is at work there and waits for nobody: what the other
 * diagram draws is done by a method of its own. Where there is none, it is nobody's.
 */
export function linkReference(reference: OutlineReference, state: PathState, linking: LinkState): PathState {
  const code = workingUnder(reference.codes, state.scopes, linking);
  if (code === undefined) return state;
  const arrow = asArrow(reference, code, linking);
  linking.references.set(reference, arrow.id);
  return linkCall(arrow, state, linking);
}

function workingUnder(
  codes: readonly string[],
  scopes: Scopes,
  { participants, stepsById }: LinkState,
): string | undefined {
  const callOf = (code: string) => {
    const { call } = topFrame(scopes, code);
    return call === undefined ? undefined : stepsById.get(call);
  };
  const waiting = new Set(
    [...scopes.keys()].flatMap((code) => {
      const call = callOf(code);
      return call?.kind === "call" && call.answers.length > 0 ? [call.from] : [];
    }),
  );
  return codes.find(
    (code) =>
      participants.get(code)?.role === "component" && callOf(code) !== undefined && !waiting.has(code),
  );
}

/** `check the token (see auth.puml)`: what stands in brackets says where to look, and is no part of the name. */
function asArrow(
  { text, within, prefix, phase, span }: OutlineReference,
  code: string,
  { stepsById, references }: LinkState,
): ReadArrow {
  const caption = text
    .replaceAll(/[([（][^()[\]（）]*[)\]）]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const meaning = { kind: "prose", caption: caption === "" ? text : caption, details: [] } as const;
  const name = prefix + stepName(code, code, shortLabel(meaning, text));
  let id = name;
  for (let count = 2; stepsById.has(id); count += 1) id = numbered(name, count);
  return {
    // No arrow of the drawing has such a number.
    index: -1 - references.size,
    from: code,
    to: code,
    dotted: false,
    asynchronous: false,
    isReturn: false,
    label: { lines: [{ text, span }], span },
    within,
    phase,
    span,
    paired: { kind: "self" },
    meaning,
    text,
    id,
    prefix,
  };
}
