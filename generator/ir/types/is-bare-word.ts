import type { Predicate } from "seqwright-runtime/model";

/** `else others`: a word alone, that names a flag only where something of that name is known. */
export function isBareWord(predicate: Predicate): predicate is Predicate & { kind: "one-of" } {
  const isFlag = predicate.kind === "one-of" && predicate.values.every((value) => value === true);
  return isFlag && !predicate.name.includes(".");
}
