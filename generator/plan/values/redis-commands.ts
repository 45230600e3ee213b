import type { Argument, CallStep, TypeExpr, Value } from "../../ir/model/diagram-model.ts";
import { anyString } from "../types/types.ts";

/** An argument of a command, or an object whose keys are only known when it is made. */
export type CommandArgument = Argument | { readonly name: string; readonly entries: readonly ValueEntry[] };

export interface ValueEntry {
  readonly key: Value;
  readonly value: Value;
}

/** The arguments as the runtime's port takes them: the fields of HSET and the options of SET are one object. */
export function commandArguments({ method, args }: CallStep): readonly CommandArgument[] {
  if (method === "set") return withOptions(args);
  return method === "hset" ? withFields(args) : args;
}

function withFields(args: readonly Argument[]): readonly CommandArgument[] {
  const [key, ...rest] = args;
  if (key === undefined || rest.length < 2) return args;
  const entries = rest.flatMap(({ value }, index): ValueEntry[] => {
    const given = rest[index + 1];
    return index % 2 === 1 || given === undefined ? [] : [{ key: value, value: given.value }];
  });
  const fields = entries.flatMap((entry) =>
    entry.key.kind === "literal" ? [{ name: String(entry.key.value), value: entry.value }] : [],
  );
  if (fields.length < entries.length) return [key, { name: "fields", entries }];
  const type: TypeExpr = {
    kind: "record",
    fields: fields.map(({ name }) => ({ name, type: anyString, optional: false })),
  };
  return [key, { name: "fields", type, value: { kind: "record", fields } }];
}

function withOptions(args: readonly Argument[]): readonly Argument[] {
  const options = args.slice(2);
  if (options.length === 0) return args;
  const type: TypeExpr = {
    kind: "record",
    fields: options.map((option) => ({ name: option.name, type: option.type, optional: false })),
  };
  const fields = options.map(({ name, value }) => ({ name, value }));
  return [...args.slice(0, 2), { name: "options", type, value: { kind: "record", fields } }];
}
