export type Method = (...args: readonly unknown[]) => unknown;

interface Interception {
  readonly original: Method;
  readonly instead: Method;
}

// By instance, and then by name.
const interceptions = new WeakMap<object, Map<string, Interception>>();
// What stands in a prototype in place of a method, with the method itself.
const originals = new WeakMap<Method, Method>();

/**
 * Lets `instead` be called in place of a method of this one instance, whoever calls it there: also where its class has
 * bound it before. A method that the instance lacks is given to it.
 */
export function intercept(instance: object, name: string, instead: Method): void {
  const owner = ownerOf(instance, name);
  const original = originalOf(instance, name);
  if (owner === undefined || owner === instance || original === undefined || !isOpen(owner, name)) {
    Object.defineProperty(instance, name, { value: instead, configurable: true, writable: true });
    return;
  }
  const known = interceptions.get(instance) ?? new Map<string, Interception>();
  interceptions.set(instance, known.set(name, { original, instead }));
  prepareFor(instance, name);
}

/** Prepares the class of an instance: those made from now on can be intercepted even where their constructor binds methods. */
export function prepareFor(instance: object, name: string): void {
  const owner = ownerOf(instance, name);
  const original = originalOf(instance, name);
  if (owner === undefined || owner === instance || original === undefined || !isOpen(owner, name)) return;
  if (methodOf(owner, name) === original) divert(owner, name, original);
}

/** The method as the developer wrote it. */
export function originalOf(instance: object, name: string): Method | undefined {
  const method = methodOf(instance, name);
  return method && (originals.get(method) ?? method);
}

/** The function that an object has by this name, its own or inherited. */
function methodOf(instance: object, name: string): Method | undefined {
  const method: unknown = Reflect.get(instance, name);
  return typeof method === "function" ? (method as Method) : undefined;
}

/** Whoever overrides it and calls it by `super` means the method itself. */
function divert(owner: object, name: string, original: Method): void {
  function diverted(this: unknown, ...args: readonly unknown[]): unknown {
    const interception =
      typeof this === "object" && this !== null ? interceptions.get(this)?.get(name) : undefined;
    return interception?.original === original
      ? interception.instead(...args)
      : Reflect.apply(original, this, args);
  }
  originals.set(diverted, original);
  const { enumerable = false } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
  Object.defineProperty(owner, name, { value: diverted, enumerable, configurable: true, writable: true });
}

function isOpen(owner: object, name: string): boolean {
  return Object.getOwnPropertyDescriptor(owner, name)?.configurable === true;
}

function ownerOf(instance: object, name: string): object | undefined {
  for (
    let owner: object | null = instance;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    if (Object.hasOwn(owner, name)) return owner;
  }
  return undefined;
}

/** Makes something that may want to be frozen, which then waits until `prepare` is through with it. */
export function thawed<T extends object>(make: () => T, prepare: (made: T) => void): T {
  const { freeze, seal, preventExtensions } = Object;
  const wanted: (() => unknown)[] = [];
  const later =
    (how: (one: object) => unknown) =>
    <One>(one: One): One => {
      if (typeof one === "object" && one !== null) wanted.push(() => how(one));
      return one;
    };
  Object.assign(Object, {
    freeze: later(freeze),
    seal: later(seal),
    preventExtensions: later(preventExtensions),
  });
  try {
    const made = make();
    prepare(made);
    return made;
  } finally {
    Object.assign(Object, { freeze, seal, preventExtensions });
    for (const close of wanted) close();
  }
}
