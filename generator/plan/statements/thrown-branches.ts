import type { ReplyOutcome } from "../../ir/model/diagram-model.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { CodeSymbol } from "../model/code-symbol.ts";
import type { Condition, Expression } from "../model/expression.ts";
import { localsIn, type Binding, type Flow, type MethodContext } from "../context/method-context.ts";
import { errorSymbol } from "../model/names.ts";
import { awaitThis, planBranches, type Branch } from "./branches.ts";
import { forget } from "./narrowing.ts";
import type { ReplyLeaf } from "./reply-leaves.ts";

type Thrown = ReplyOutcome & { readonly kind: "throws" };

/**
 * A branch for each class of error. Several drawn answers of one class are told apart inside by their messages, where
 * each has one of its own, and else by a method of the class that gets the error.
 */
export function thrownBranches(
  leaves: readonly ReplyLeaf[],
  binding: Binding | undefined,
  build: (leaf: ReplyLeaf, flow: Flow) => void,
  context: MethodContext,
): readonly Branch[] {
  const local = binding?.local ?? "failure";
  return [...Map.groupBy(leaves, (leaf) => thrownBy(leaf).error)].map(([name, alike]): Branch => {
    const error = errorSymbol(name, context.owner.diagram);
    return {
      condition: { kind: "instance-of", left: pathTo(local), error },
      build: (inner) => {
        forget(local, inner);
        const messages = new Set(alike.map((leaf) => thrownBy(leaf).message));
        const isToldByMessage = messages.size === alike.length && !messages.has(undefined);
        const branches = alike.map((leaf, index): Branch => ({
          condition:
            index === alike.length - 1
              ? undefined
              : isToldByMessage
                ? hasMessage(local, thrownBy(leaf).message ?? "")
                : askAbout(leaf.label, { local, error }, inner, context),
          build: (deeper) => build(leaf, deeper),
        }));
        planBranches(branches, inner);
      },
    };
  });
}

function thrownBy({ outcomes: [outcome] }: ReplyLeaf): Thrown {
  if (outcome?.kind !== "throws") throw new Error("an answer without an error was taken for one");
  return outcome;
}

function pathTo(local: string, ...fields: readonly string[]): Expression {
  return { kind: "path", root: local, fields: fields.map((name) => ({ name, indexed: false })) };
}

function hasMessage(local: string, message: string): Condition {
  return { kind: "one-of", left: pathTo(local, "message"), values: [message] };
}

/** Asks a stub of our own, which gets the error and what else is known, whether it is the one drawn under this guard. */
function askAbout(
  label: string,
  { local, error }: { readonly local: string; readonly error: CodeSymbol },
  flow: Flow,
  { owner }: MethodContext,
): Condition {
  const known = localsIn(flow.scope).flatMap(({ isPort, name, type }) => (isPort ? [] : [{ name, type }]));
  const parameters = [{ name: local, type: { kind: "type-symbol" as const, symbol: error } }, ...known];
  const name = owner.stubs.invented(
    {
      name: camelCase(`is ${label}`),
      docs: [`Whether this error leads to "${label}"; the diagram does not say how to know.`],
      parameters,
      returns: { kind: "promise", of: { kind: "type", type: { kind: "boolean" } } },
    },
    "Error",
  );
  return {
    kind: "holds",
    expression: awaitThis(
      name,
      parameters.map((parameter) => parameter.name),
    ),
  };
}
