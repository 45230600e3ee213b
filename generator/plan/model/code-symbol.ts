/** A name in generated code, and where it is declared: every other file imports it from there. */
export interface CodeSymbol {
  readonly name: string;
  readonly from: string;
}

/** What the model's types are called in the generated code. */
export interface Symbols {
  /** By name of a {@link NamedType}. */
  readonly types: ReadonlyMap<string, CodeSymbol>;
  /** By participant code: the interface of its port. */
  readonly ports: ReadonlyMap<string, CodeSymbol>;
}

export const messagesPath = "messages.gen.ts";
export const portsPath = "ports.gen.ts";
export const stepsPath = "steps.gen.ts";
export const wiringPath = "wiring.gen.ts";

/** A name that a file of the same diagram declares. */
export function declaredIn(path: string, name: string): CodeSymbol {
  return { name, from: `./${path}` };
}

/** The type of any JSON value, declared in the messages where it is needed. */
export const jsonValue = declaredIn(messagesPath, "JsonValue");
