/** Whatever is to happen before and after each call of a method; either may throw. */
export interface Around {
  before?(call: string): void | Promise<void>;
  after?(call: string): void | Promise<void>;
}

/** For `workflowSystem`: watches or disturbs what really crosses an arrow, below the engine. */
export function aroundCalls(around: Around): <C extends object>(name: string, collaborator: C) => C {
  return (name, collaborator) =>
    new Proxy(collaborator, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== "function" || typeof key !== "string") return member;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          await around.before?.(`${name}.${key}`);
          const result: unknown = await Reflect.apply(member, target, args);
          await around.after?.(`${name}.${key}`);
          return result;
        };
      },
    });
}
