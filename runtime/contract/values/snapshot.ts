/**
 * The value as it is now: lists and plain objects are copied, to any depth, so that who changes theirs later does not
 * change what was seen. Instances of classes and participants are themselves.
 */
export function snapshot(value: unknown): unknown {
  return copied(value, new Map());
}

function copied(value: unknown, done: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const before = done.get(value);
  if (before !== undefined) return before;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    done.set(value, list);
    for (const item of value) list.push(copied(item, done));
    return list;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  done.set(value, copy);
  // Defined, not assigned: a field may be named __proto__.
  for (const [name, part] of Object.entries(value))
    Object.defineProperty(copy, name, {
      value: copied(part, done),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  return copy;
}
