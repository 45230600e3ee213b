/** Whether two values are the same data: own enumerable properties only, so nothing hides in a prototype. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => sameOwn(left, right, name));
}

function sameOwn(left: object, right: object, name: string): boolean {
  return Object.hasOwn(right, name) && deepEqual(own(left, name), own(right, name));
}

/** The object's own property, never an inherited one. */
export function own(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}
