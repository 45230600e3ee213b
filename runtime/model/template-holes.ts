/**
 * What stands in the holes of a template: `texts` is what is written around them, always one more than holes. Each hole
 * gets as little as it can, at least `lengthMin` characters; undefined when the value does not fit. Each text is looked
 * for once, which takes linear time, where a regular expression with several holes could take for ever.
 */
export function templateHoles(
  texts: readonly string[],
  value: string,
  lengthMin = 0,
): readonly string[] | undefined {
  const [first = "", ...others] = texts;
  const last = others.pop();
  if (last === undefined) return value === first ? [] : undefined;
  if (!value.startsWith(first)) return undefined;
  const holes: string[] = [];
  let end = first.length;
  for (const text of others) {
    const at = value.indexOf(text, end + lengthMin);
    if (at < 0) return undefined;
    holes.push(value.slice(end, at));
    end = at + text.length;
  }
  const lastAt = value.length - last.length;
  if (lastAt < end + lengthMin || !value.endsWith(last)) return undefined;
  return [...holes, value.slice(end, lastAt)];
}
