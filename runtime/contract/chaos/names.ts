import type { SystemInput } from "../system/draw-input.ts";
import { isNumbered } from "../system/test-names.ts";

/** A number that tells things apart is of this size, so that no count or price is taken for it. */
const distinctMin = 1_000_000;
const depthMax = 8;

/** The names in inputs that were made for them alone, as text, each with where it stands: `event.orderId`. */
export function numberedNames(inputs: readonly SystemInput[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, path: string, depth: number): void => {
    if (typeof value === "string" && (isNumbered(value) || isNumberedUuid(value))) note(value, path);
    if (typeof value === "number" && value >= distinctMin) note(String(value), path);
    if (typeof value !== "object" || value === null || depth > depthMax) return;
    for (const [name, inner] of Object.entries(value)) visit(inner, `${path}.${name}`, depth + 1);
  };
  const note = (name: string, path: string): void => {
    if (!found.has(name)) found.set(name, path);
  };
  for (const { step, values } of inputs)
    values.forEach((value, index) => visit(value, step.args[index]?.name ?? String(index), 0));
  return found;
}

/** Names become UUIDs where a schema asks for one, of the hexadecimal digits of `x-`. */
function isNumberedUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/i.test(value);
}

/** Replaces names by where they stand, so that what two inputs of the same kind left behind can be compared. */
export class Namer {
  readonly #names: ReadonlyMap<string, string>;
  readonly #longestFirst: readonly string[];

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
    this.#longestFirst = [...names.keys()].sort((one, other) => other.length - one.length);
  }

  isNamedIn(text: string): boolean {
    return this.#longestFirst.some((name) => text.includes(name));
  }

  /** A value without names of its own. Times are as good as any other. */
  plain(value: unknown): unknown {
    if (value instanceof Date) return "(a time)";
    if (typeof value === "string") return this.text(value);
    if (typeof value === "bigint" || typeof value === "number") {
      const label = this.#names.get(String(value));
      return label === undefined ? (typeof value === "bigint" ? String(value) : value) : `‹${label}›`;
    }
    if (value instanceof Uint8Array) return this.text(Buffer.from(value).toString("utf8"));
    if (Array.isArray(value)) return value.map((item) => this.plain(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [this.text(name), this.plain(field)]),
    );
  }

  text(text: string): string {
    return this.#longestFirst.reduce(
      (so, name) => so.replaceAll(name, `‹${this.#names.get(name) ?? name}›`),
      text,
    );
  }
}
