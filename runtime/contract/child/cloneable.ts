const depthMax = 8;

/** As much of a value as can be sent to another process: functions, and objects that stand for a participant, are left out. */
export function cloneable(value: unknown, depth = 0): unknown {
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  try {
    return structuredClone(value);
  } catch {
    if (depth >= depthMax) return undefined;
    if (Array.isArray(value)) return value.map((item) => cloneable(item, depth + 1));
    const fields = Object.entries(value).map(([name, field]) => [name, cloneable(field, depth + 1)]);
    return Object.fromEntries(fields) as unknown;
  }
}
