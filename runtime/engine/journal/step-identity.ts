import { createHash } from "node:crypto";
import { encodeValue } from "./journal-value.ts";

/** What a durable step is, apart from its place in the order: `UserRepo.updateUser`, and a digest of its arguments. */
export interface StepIdentity {
  readonly name: string;
  readonly digest: string;
}

export function stepIdentity(participant: string, method: string, args: readonly unknown[]): StepIdentity {
  const name = `${participant}.${method}`;
  const text = encodeValue(args.map(sorted), `an argument of ${name}`);
  return { name, digest: createHash("sha256").update(text).digest("hex").slice(0, 32) };
}

// The order of keys says nothing: a payload from the database may list them otherwise than one from the broker.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, field]): [string, unknown] => [key, sorted(field)]),
  );
}
