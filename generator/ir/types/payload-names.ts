import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Shape } from "../../text/model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { nameFor, type Overrides } from "../model/overrides.ts";

/** What answers are called that a diagram draws as records without a name, `{token}`: by the index of their arrow. */
export type PayloadNames = ReadonlyMap<number, string>;

/**
 * Records of other fields are other things: what is drawn first is a `payload`, and each other goes by the call that
 * brings it, as `nextResult`. What one call is answered with, on whichever path, is one thing, and so is what another
 * hands on with the same fields.
 */
export function payloadNames(arrows: readonly ReadArrow[], overrides: Overrides): PayloadNames {
  const byIndex = new Map(arrows.map((arrow) => [arrow.index, arrow]));
  const unnamed = arrows.flatMap(({ meaning, paired, index }): Unnamed[] => {
    const asked = paired.kind === "reply" ? byIndex.get(paired.call) : undefined;
    if (asked === undefined || meaning.kind !== "data" || meaning.name !== undefined) return [];
    if (nameFor(overrides, meaning.caption, "payload") !== "payload") return [];
    const words = nameOfCall(asked, overrides);
    return [{ index, words, call: JSON.stringify([asked.to, words]), fields: fieldsIn(meaning.shape) }];
  });
  const byCall = Map.groupBy(unnamed, ({ call }) => call);
  const formsOf = ({ call }: Unnamed): string =>
    JSON.stringify([...new Set(byCall.get(call)?.map(({ fields }) => JSON.stringify(fields)))].toSorted());
  const names = new Map<string, string>();
  for (const answer of unnamed) {
    const forms = formsOf(answer);
    if (names.has(forms)) continue;
    const name = names.size === 0 ? "payload" : camelCase(`${answer.words} result`, "payload");
    names.set(forms, freeName(name, new Set(names.values())));
  }
  return new Map(unnamed.map((answer) => [answer.index, names.get(formsOf(answer)) ?? "payload"]));
}

interface Unnamed {
  readonly index: number;
  /** What is asked for, and the same with whom is asked. */
  readonly words: string;
  readonly call: string;
  readonly fields: unknown;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let count = 2; taken.has(free) && count <= taken.size + 2; count += 1) free = `${name}${count}`;
  return free;
}

function nameOfCall({ meaning, text }: ReadArrow, overrides: Overrides): string {
  if (meaning.kind === "call") return nameFor(overrides, meaning.name, "payload");
  return nameFor(overrides, meaning.caption === "" ? text : meaning.caption, "payload");
}

/** The names of its fields, and of those of its elements. */
function fieldsIn(shape: Shape): unknown {
  if (shape.kind === "list") return ["list", fieldsIn(shape.element)];
  return shape.kind === "record" ? shape.fields.map(({ name }) => name).toSorted() : shape.kind;
}
