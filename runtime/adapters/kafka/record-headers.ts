/** Headers as Kafka has them: bytes, and the same name several times where a producer did so. */
export type RecordHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

/** The header that carries the type of an event. */
export const eventTypeHeader = "event-type";

/** Headers as text; of a repeated one the last counts. */
export function headerTexts(headers: RecordHeaders | undefined): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) setOwn(texts, name, last.toString());
  }
  return texts;
}

/** The text of one header, or `undefined`. */
export function headerText(headers: RecordHeaders | undefined, name: string): string | undefined {
  const value = headers === undefined || !Object.hasOwn(headers, name) ? undefined : headers[name];
  return (Array.isArray(value) ? value.at(-1) : value)?.toString();
}

// A header named "__proto__" is a header, not the prototype.
function setOwn(target: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
