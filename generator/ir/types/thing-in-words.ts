import { isAbsence } from "../../text/lexical/absence.ts";
import { isAcknowledgement } from "../../text/lexical/acknowledgement.ts";
import { answeredThing } from "../../text/lexical/answered-thing.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import { withoutOrNothing } from "../../text/lexical/or-nothing.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { configuredName, type Overrides } from "../model/overrides.ts";

/** What a sentence brings: a thing of this name (`each` names one of several), or the news that there is none. */
export type ThingInWords =
  | { readonly kind: "thing"; readonly name: string; readonly each: string | undefined }
  | { readonly kind: "absent" };

/** What an answer in prose brings where something was asked for; undefined where it is none, or only says how it went. */
export function thingInWords({ meaning, text }: ReadArrow, overrides: Overrides): ThingInWords | undefined {
  if (meaning.kind !== "prose" || text === "") return undefined;
  if (isAbsence(text)) return { kind: "absent" };
  const sentence = withoutOrNothing(meaning.caption === "" ? text : meaning.caption);
  if (isAcknowledgement(sentence) || !/\p{L}/u.test(sentence)) return undefined;
  const { words, each } = answeredThing(sentence);
  const configured = configuredName(overrides, text, sentence, words);
  return { kind: "thing", name: configured ?? camelCase(words, "result"), each };
}
