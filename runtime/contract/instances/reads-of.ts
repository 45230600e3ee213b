import { isJsonObject } from "../values/json-object.ts";

const depthMax = 6;

/** Asks with copies that tell whether they are looked at; what cannot tell counts as looked at. */
export function readsOf(
  args: readonly unknown[],
  ask: (args: readonly unknown[]) => unknown,
): { readonly reads: boolean; readonly again: unknown } {
  let reads = args.length === 0 || args.some((arg) => !isPlain(arg));
  const told = (): void => {
    reads = true;
  };
  try {
    const again = ask(args.map((arg) => watchedCopy(arg, told, 0)));
    return { reads, again };
  } catch {
    return { reads: true, again: undefined };
  }
}

function isPlain(value: unknown): boolean {
  return isJsonObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}

function watchedCopy(value: unknown, told: () => void, depth: number): unknown {
  if (!isJsonObject(value) || !isPlain(value) || depth > depthMax) return value;
  const copy = {};
  for (const [name, field] of Object.entries(value)) {
    const inner = watchedCopy(field, told, depth + 1);
    Object.defineProperty(copy, name, {
      enumerable: true,
      get() {
        told();
        return inner;
      },
    });
  }
  return copy;
}
