import { own } from "./deep-equal.ts";
import { snapshot } from "./snapshot.ts";

/** What a participant knows at some moment, by name. `round` tells in which loop rounds a name was learnt. */
export type Knowledge = ReadonlyMap<string, Known>;

export interface Known {
  readonly value: unknown;
  readonly round: string;
}

export const nothingKnown: Knowledge = new Map();

/** What is known stays what it was when it was learnt, whatever a component makes of the object later. */
export function bind(knowledge: Knowledge, name: string, value: unknown, round: string): Knowledge {
  return new Map(knowledge).set(name, { value: snapshot(value), round });
}

export function unbind(knowledge: Knowledge, name: string): Knowledge {
  if (!knowledge.has(name)) return knowledge;
  const left = new Map(knowledge);
  left.delete(name);
  return left;
}

/** The value of a dotted path: the longest known name, and from there own properties. */
export function lookup(knowledge: Knowledge, path: string): Known | undefined {
  const keys = path.split(".");
  for (let length = keys.length; length > 0; length -= 1) {
    const known = knowledge.get(keys.slice(0, length).join("."));
    if (known === undefined) continue;
    const reached = reach(known.value, keys.slice(length));
    return reached === undefined ? undefined : { value: reached.value, round: known.round };
  }
  return undefined;
}

/** The value at a dotted path below this one; the empty path is the value itself. */
export function valueAt(value: unknown, path: string): unknown {
  return path === "" ? value : reach(value, path.split("."))?.value;
}

function reach(value: unknown, keys: readonly string[]): { readonly value: unknown } | undefined {
  let current = value;
  for (const key of keys) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = own(current, key);
  }
  return { value: current };
}

/** A copy of the value in which the dotted path holds something else. */
export function withValueAt(value: unknown, path: string, part: unknown): unknown {
  if (path === "") return part;
  const [key = "", ...rest] = path.split(".");
  const base = typeof value === "object" && value !== null ? value : {};
  return { ...base, [key]: withValueAt(own(base, key), rest.join("."), part) };
}
