import { redisCommand } from "seqwright-runtime/model";
import type { Argument, CallStep, Operation, TypeExpr, Value } from "../../ir/model/diagram-model.ts";
import { anyString } from "../types/types.ts";

/** An argument of a command, or an object whose keys are only known when it is made. */
export type CommandArgument = Argument | { readonly name: string; readonly entries: readonly ValueEntry[] };

export interface ValueEntry {
  readonly key: Value;
  readonly value: Value;
}

/** The arguments as the port takes them: fields with their values and options of a Redis command are one object. */
export function commandArguments(
  { method, args }: CallStep,
  operation: Operation | undefined,
): readonly CommandArgument[] {
  const command = operation?.command === "redis" ? redisCommand(method) : undefined;
  if (command?.gathered !== undefined) return withFields(args, command.gathered);
  return command?.options === undefined ? args : withOptions(args, 1 + command.takes.length);
}

function withFields(args: readonly Argument[], name: string): readonly CommandArgument[] {
  const [key, ...rest] = args;
  if (key === undefined || rest.length < 2) return args;
  const entries = rest.flatMap(({ value }, index): ValueEntry[] => {
    const given = rest[index + 1];
    return index % 2 === 1 || given === undefined ? [] : [{ key: value, value: given.value }];
  });
  const fields = entries.flatMap((entry) =>
    entry.key.kind === "literal" ? [{ name: String(entry.key.value), value: entry.value }] : [],
  );
  if (fields.length < entries.length) return [key, { name, entries }];
  const type: TypeExpr = {
    kind: "record",
    fields: fields.map((field) => ({ name: field.name, type: anyString, optional: false })),
  };
  return [key, { name, type, value: { kind: "record", fields } }];
}

function withOptions(args: readonly Argument[], plainCount: number): readonly Argument[] {
  const options = args.slice(plainCount);
  if (options.length === 0) return args;
  const type: TypeExpr = {
    kind: "record",
    fields: options.map((option) => ({ name: option.name, type: option.type, optional: false })),
  };
  const fields = options.map(({ name, value }) => ({ name, value }));
  return [...args.slice(0, plainCount), { name: "options", type, value: { kind: "record", fields } }];
}
