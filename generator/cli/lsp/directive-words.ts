import { resourceKinds } from "seqwright-runtime/model";
import { directiveForms, roles } from "../../ir/directives.ts";
import { policyForms } from "../../text/notes/read-policy-directive.ts";

/** The words that may come next in a directive: `words` is what stands behind `@seqwright `, up to a word that is begun. */
export function directiveWords(
  words: string,
  codes: readonly string[],
): readonly { readonly word: string; readonly detail: string }[] {
  const [verb = "", ...rest] = words.split(/\s+/).slice(0, -1);
  if (!/\s/.test(words)) {
    return [
      ...[...directiveForms].map(([word, form]) => ({ word: `${word} `, detail: form })),
      { word: "policy ", detail: "policy <kind> <terms>" },
    ];
  }
  if (verb === "policy" && rest.length === 0)
    return [...policyForms].map(([word, form]) => ({ word, detail: form }));
  if (verb !== "role") return [];
  const named = words.replace(/^role\s+/, "").replace(/^(?:"[^"]*"|[^"\s]\S*)\s+/, "\u0000");
  if (!named.startsWith("\u0000"))
    return codes.map((code) => ({ word: /\s/.test(code) ? `"${code}"` : code, detail: "participant" }));
  const isKindNext = /^\u0000resource\s+\S*$/.test(named);
  if (isKindNext) return resourceKinds.map((word) => ({ word, detail: "kind of resource" }));
  return /\s/.test(named) ? [] : roles.map((word) => ({ word, detail: "role" }));
}
