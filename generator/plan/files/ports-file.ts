import { redisCommand } from "seqwright-runtime/model";
import type { DiagramModel, Operation, Participant } from "../../ir/model/diagram-model.ts";
import type { InterfaceMember, InterfacePlan, PortsFile } from "../model/interface-plan.ts";
import type { TypeNode } from "../model/type-node.ts";
import { sentences } from "../context/sentences.ts";
import { portsPath } from "../model/code-symbol.ts";
import { NamePool, type DiagramNames } from "../model/names.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import { collaboratorsOf } from "../statements/collaborators.ts";
import { stepsOf } from "../context/step-index.ts";

/** One interface per participant that is asked for anything, and one per component for those whom it asks. */
export function planPortsFile(
  model: DiagramModel,
  names: DiagramNames,
  inBackground: ReadonlySet<string>,
): PortsFile {
  const interfaces = [
    ...model.participants
      .filter(({ operations }) => operations.length > 0)
      .map((participant) => planPort(participant, model, names)),
    ...model.participants
      .filter(({ provision }) => provision.by === "handler")
      .flatMap((participant) => planCollaborators(participant, names, inBackground.has(participant.code))),
  ];
  return { kind: "ports", path: portsPath, interfaces };
}

function planPort(participant: Participant, model: DiagramModel, names: DiagramNames): InterfacePlan {
  const queries = participant.operations.filter(({ command }) => command === "sql");
  const own = participant.operations.filter(({ command }) => command !== "sql");
  return {
    name: names.symbols.ports.get(participant.code)?.name ?? participant.typeName,
    docs: [`What is asked of ${participant.label} in ${model.source.path}.`],
    members: [
      ...transactionMember(participant, model),
      ...(queries.length === 0 ? [] : [queryMember(queries, model, names)]),
      ...own.map((operation) => planMember(operation, participant, model, names)),
    ],
  };
}

/** Where the diagram speaks of a transaction, its database can run several of its steps in one. */
function transactionMember(
  { code, kind, role }: Participant,
  model: DiagramModel,
): readonly InterfaceMember[] {
  const opened = model.transactions.filter(({ openings }) =>
    openings.some(({ database }) => database === code),
  );
  const said = opened.length > 0 ? opened : model.policies.filter((policy) => policy.kind === "transaction");
  if (role !== "resource" || kind !== "sql" || said.length === 0) return [];
  const words = [...new Set(said.map(({ text }) => text.trim()))].join("; ");
  const result: TypeNode = { kind: "promise", of: { kind: "type-parameter", name: "T" } };
  return [
    {
      kind: "method",
      name: "transaction",
      docs: [`Everything that \`work\` asks of it happens as a whole or not at all: ${words}.`],
      typeParameters: ["T"],
      parameters: [{ name: "work", type: { kind: "function", returns: result } }],
      returns: result,
    },
  ];
}

function queryMember(
  operations: readonly Operation[],
  model: DiagramModel,
  names: DiagramNames,
): InterfaceMember {
  return {
    kind: "method",
    name: "query",
    docs: docsOf(operations, model, names),
    parameters: [{ name: "statement", type: { kind: "type-symbol", symbol: fromRuntime("SqlStatement") } }],
    returns: { kind: "promise", of: { kind: "type-symbol", symbol: fromRuntime("SqlResult") } },
  };
}

function planMember(
  operation: Operation,
  participant: Participant,
  model: DiagramModel,
  names: DiagramNames,
): InterfaceMember {
  const name = names.participants.get(participant.code)?.methods.get(operation.method) ?? operation.method;
  const docs = docsOf([operation], model, names);
  if (operation.command === "redis" && redisCommand(operation.method) !== undefined) {
    return {
      kind: "property",
      name,
      docs,
      type: { kind: "type-symbol", symbol: fromRuntime("RedisCommands"), index: operation.method },
    };
  }
  const of: TypeNode =
    operation.result === undefined ? { kind: "void" } : { kind: "type", type: operation.result };
  const locals = new NamePool();
  const parameters = operation.parameters.map(({ name, type }) => ({
    name: locals.take(name, "Value"),
    type: { kind: "type", type } as const,
  }));
  return { kind: "method", name, docs, parameters, returns: { kind: "promise", of } };
}

function docsOf(
  operations: readonly Operation[],
  model: DiagramModel,
  names: DiagramNames,
): readonly string[] {
  const steps = operations.flatMap((operation) => operation.steps);
  const throwing = [...new Set(operations.flatMap((operation) => operation.throws))];
  const said = sentences(stepsOf(steps, model), model);
  return [...said, ...throwing.map((error) => `Rejects with ${names.errors.get(error)?.name ?? error}.`)];
}

function planCollaborators(
  participant: Participant,
  names: DiagramNames,
  background: boolean,
): readonly InterfacePlan[] {
  const known = collaboratorsOf(participant, names, background);
  const own = names.participants.get(participant.code);
  if (known.length === 0 || own === undefined) return [];
  const members = known.map(({ name, type }): InterfaceMember => ({
    kind: "property",
    name,
    docs: [],
    type,
  }));
  return [{ name: own.collaborators.name, docs: [`Whom ${own.class.name} works with.`], members }];
}
