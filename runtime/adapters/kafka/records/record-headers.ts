/** Headers as Kafka has them: bytes, and the same name several times where a producer did so. */
export type RecordHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

/** The header that carries the type of an event. */
export const eventTypeHeader = "event-type";

/**
 * The values of a header in order, as kafkajs read them. It hands out `null` for a header without a value; and for one
 * that is named like a property of all objects, such as `constructor`, that property first.
 */
export function headerValues(value: RecordHeaders[string]): readonly (Buffer | string | null)[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => each === null || typeof each === "string" || Buffer.isBuffer(each));
}

/** Headers as text; of a repeated one the last counts. Those without a value are left out. */
export function headerTexts(headers: RecordHeaders | undefined): Readonly<Record<string, string>> {
  const texts: [string, string][] = [];
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = headerValues(value).at(-1);
    if (last !== undefined && last !== null) texts.push([name, last.toString()]);
  }
  // Made from entries: a header named "__proto__" is a header, not the prototype.
  return Object.fromEntries(texts);
}

/** The text of one header, or `undefined`. */
export function headerText(headers: RecordHeaders | undefined, name: string): string | undefined {
  if (headers === undefined || !Object.hasOwn(headers, name)) return undefined;
  return headerValues(headers[name]).at(-1)?.toString();
}
