import { parseCall } from "./parse-call.ts";

/** A name with a list in brackets that is meant to be its parameters, and reads like prose. */
export interface UnreadParameters {
  readonly name: string;
  /** What stands in the brackets. */
  readonly list: string;
}

/**
 * `reserveSeats(number of seats)`, `find(id: 1..5 or so)`: only a name that is plainly of code, or a type behind a name
 * in the brackets, says that a list is meant; all else in brackets is a remark.
 */
export function unreadParameters(text: string): UnreadParameters | undefined {
  if (text.length > textMax || parseCall(text) !== undefined) return undefined;
  const [, receiver = "", name = "", list = ""] = form.exec(text) ?? [];
  const isCode = receiver !== "" || /^\p{Ll}[\p{Ll}\d]*\p{Lu}|[\p{L}\d]_\p{L}/u.test(name);
  const isTyped = /(?:^|,)\s{0,3}[\p{L}_][\p{L}\p{N}_]{0,40}\??\s?:\s{0,3}[^\s:]/u.test(list);
  return name === "" || !(isCode || isTyped) ? undefined : { name, list };
}

const textMax = 500;
const form =
  /^\s*(?:await\s+)?((?:[\p{L}_$][\p{L}\p{M}\p{N}_$]{0,60}(?:\.|::|->)){0,4})([\p{L}_$][\p{L}\p{M}\p{N}_$]{0,80})\(\s{0,5}([^()]{1,300})\)/u;
