export type Method = (...args: readonly unknown[]) => unknown;

/** The function that an object has by this name, its own or inherited. */
export function methodOf(instance: object, name: string): Method | undefined {
  const method: unknown = Reflect.get(instance, name);
  return typeof method === "function" ? (method as Method) : undefined;
}
