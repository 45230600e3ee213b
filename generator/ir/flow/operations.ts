import { pascalCase } from "../../text/lexical/make-identifier.ts";
import type {
  CallStep,
  Operation,
  Parameter,
  Participant,
  ReplyStep,
  TypeExpr,
} from "../model/diagram-model.ts";
import { isCommand } from "../model/wire-form.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { uniteTypes } from "../types/unite-types.ts";
import { answeredBy, exchangeOf } from "./exchange.ts";
import type { LinkedSteps } from "./link-steps.ts";

/** What others ask of each participant, one entry per method. */
export function operationsIn(
  { steps, results }: LinkedSteps,
  types: TypeKnowledge,
): (receiver: Pick<Participant, "code" | "typeName">) => readonly Operation[] {
  const exchange = exchangeOf(steps);
  return ({ code, typeName }) =>
    [...(exchange.calls.get(code) ?? [])].map(([method, calls]): Operation => {
      const ids = calls.map(({ id }) => id);
      const replies = ids
        .flatMap((id) => exchange.replies.get(id) ?? [])
        .sort((a, b) => a.span.start - b.span.start);
      const wire = calls[0]?.wire;
      return {
        method,
        parameters: parametersOf(calls),
        result: resultOf(
          { method, of: typeName },
          replies,
          answeredBy({ code, method }, exchange, results),
          types,
        ),
        throws: [
          ...new Set(replies.flatMap(({ outcome }) => (outcome.kind === "throws" ? [outcome.error] : []))),
        ],
        command: isCommand(wire) ? wire.kind : undefined,
        steps: ids,
      };
    });
}

function parametersOf(calls: readonly CallStep[]): readonly Parameter[] {
  return (calls[0]?.args ?? []).map(({ name }, position): Parameter => {
    const drawn = calls.flatMap(({ args }) => args[position]?.type ?? []);
    return { name, type: uniteTypes(drawn) };
  });
}

/** The answers of an HTTP operation are worth a name: everyone who hands them on uses it. */
function resultOf(
  { method, of }: { readonly method: string; readonly of: string },
  replies: readonly ReplyStep[],
  carried: readonly TypeExpr[],
  types: TypeKnowledge,
): TypeExpr | undefined {
  if (carried.length === 0) return undefined;
  if (replies.every(({ status }) => status === undefined)) return uniteTypes(carried);
  const type = httpResult(carried);
  const name = freeName([`${pascalCase(method)}Response`, `${of}${pascalCase(method)}Response`], type, types);
  return types.defineType(name, type, `answers to ${method}`);
}

/** A gateway and a service behind it may answer one request each in its own way: one name means one type. */
function freeName([plain, own]: readonly [string, string], type: TypeExpr, types: TypeKnowledge): string {
  const taken = new Map(types.namedTypes().map((named) => [named.name, JSON.stringify(named.type)]));
  const wanted = JSON.stringify(type);
  const isFree = (name: string): boolean => (taken.get(name) ?? wanted) === wanted;
  if (isFree(plain)) return plain;
  let name = own;
  for (let count = 2; !isFree(name); count++) name = `${own}${count}`;
  return name;
}

/** One member per drawn status and body; a status without a body adds nothing where another drawing shows one. */
function httpResult(answers: readonly TypeExpr[]): TypeExpr {
  const distinct = new Map(answers.map((type) => [JSON.stringify(type), type]));
  const members = [...distinct.values()];
  const only = members[0];
  return members.length === 1 && only !== undefined ? only : { kind: "union", members };
}
