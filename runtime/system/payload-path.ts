/** The text or number at a path in a payload (`meta.type`), as text; undefined where there is none. */
export function textAt(payload: unknown, path: string): string | undefined {
  let value = payload;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The payload with this text at a path, where it has nothing there itself; what is no object stays as it is. */
export function withTextAt(payload: unknown, path: string, text: string): unknown {
  const [name = "", ...deeper] = path.split(".");
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return payload;
  const own = Object.hasOwn(payload, name) ? (payload as Readonly<Record<string, unknown>>)[name] : undefined;
  if (deeper.length === 0) return own === undefined ? { ...payload, [name]: text } : payload;
  return { ...payload, [name]: withTextAt(own ?? {}, deeper.join("."), text) };
}
