/** What a text puts under a name: `uploadId = createId()`. */
export interface Assignment {
  readonly name: string;
  /** As it is written: `Order` in `Order order = find(id)`. */
  readonly type: string | undefined;
  /** `createId()`: the text behind the sign. */
  readonly asked: string;
}

/**
 * Reads `x = f(y)`, `order := find(id)`, `const x = await f(y)`, `Order order = repo.find(id)`, `주문 = 조회(id)`; undefined
 * where no call stands behind the sign, or no single name before it.
 */
export function parseAssignment(text: string): Assignment | undefined {
  const found = form.exec(text.slice(0, lengthMax));
  const [before = "", name] = [found?.[1], found?.[2]];
  if (found === null || name === undefined || notTypes.has(before.trim())) return undefined;
  const type = found[3] ?? before.trim();
  return { name, type: type === "" ? undefined : type, asked: text.slice(found[0].length).trimStart() };
}

const lengthMax = 5000;
const name = String.raw`[\p{L}_$][\p{L}\p{M}\p{N}_$]{0,99}`;
const type = String.raw`\p{Lu}[\w.]{0,60}(?:<[\w.]{1,60}>)?(?:\[\])?`;
const form = new RegExp(
  String.raw`^\s{0,9}(?:(?:const|let|var|val|final|auto)\s{1,9})?((?:${type}\s{1,9})?)(${name})(?:\s{0,9}:\s{0,9}(${type}))?\s{0,9}(?::=|=|<-|←)(?=\s{0,9}(?:await\s{1,9})?(?:${name}(?:\.|::|->)){0,8}${name}\()`,
  "u",
);
/** Words before a name that make it something else. */
const notTypes = new Set("If When While For Set SET WHERE AND Return".split(" "));
