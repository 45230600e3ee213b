import type { DiagramModel, Participant } from "../../ir/model/diagram-model.ts";
import { stubMethod } from "../context/class-stubs.ts";
import type { FieldPlan, HandlerFile, MethodPlan } from "../model/handler-plan.ts";
import type { InterfaceMember } from "../model/interface-plan.ts";
import type { ParameterPlan } from "../model/type-node.ts";
import type { DiagramNames } from "../model/names.ts";
import { fromRuntime, type RuntimeName } from "../model/runtime-symbols.ts";
import { planPortsFile } from "./ports-file.ts";

/**
 * The class behind a resource of which the diagram asks something in its own words: commands that it states go straight
 * to the client, the rest is for the developer. Undefined for a resource that only gets commands.
 */
export function planGatewayFile(
  participant: Participant,
  model: DiagramModel,
  diagram: DiagramNames,
): HandlerFile | undefined {
  const names = diagram.participants.get(participant.code);
  if (names === undefined || participant.provision.by !== "gateway") return undefined;
  const port = planPortsFile(model, diagram, new Set()).interfaces.find(
    ({ name }) => name === names.port.name,
  );
  const clients = clientsOf(participant);
  const methods = (port?.members ?? []).map((member): MethodPlan => {
    if (member.kind === "property") return delegatedProperty(member.name, member.docs);
    const isDrawn = participant.operations.some(
      ({ method, command }) => method === member.name && command !== "sql",
    );
    const isClients = !isDrawn && (member.name === "query" || member.name === "transaction");
    return isClients ? delegatedToSql(member) : stubMethod(names.class.name, { ...member, access: "public" });
  });
  const fields = clients.map((client): FieldPlan => ({ ...client, access: "protected" }));
  return {
    kind: "handler",
    path: names.file,
    participant: participant.code,
    className: names.class.name,
    docs: [`${participant.label} in ${model.source.path}. Yours: fill in, change, extend.`],
    implements: names.port,
    collaborators: clients.length === 0 ? undefined : { kind: "object-type", fields: clients },
    fields,
    methods,
  };
}

type InterfaceMethod = Extract<InterfaceMember, { kind: "method" }>;

function clientsOf({ kind }: Participant): readonly ParameterPlan[] {
  switch (kind) {
    case "sql":
      return [client("sql", "SqlDatabase")];
    case "redis":
      return [client("redis", "RedisCommands")];
    case "s3":
      return [client("admin", "MinioAdmin"), client("objects", "ObjectStore")];
    case "kafka":
      return [client("events", "EventPublisher")];
    case "http":
    case "other":
    case undefined:
      return [];
  }
}

function client(name: string, type: RuntimeName): ParameterPlan {
  return { name, type: { kind: "type-symbol", symbol: fromRuntime(type) } };
}

/** `query` and `transaction`: as the client has them. */
function delegatedToSql({ name, docs, typeParameters, parameters, returns }: InterfaceMethod): MethodPlan {
  return {
    name,
    docs,
    access: "public",
    drawn: true,
    asynchronous: true,
    ...(typeParameters === undefined ? {} : { typeParameters }),
    parameters,
    returns,
    statements: [
      {
        kind: "return",
        value: {
          kind: "call",
          on: "field",
          field: "sql",
          access: "protected",
          name,
          args: parameters.map((parameter) => ({ kind: "path", root: parameter.name, fields: [] })),
        },
      },
    ],
  };
}

/** `del(...args: Parameters<RedisCommands["del"]>)`: as the client has it. */
function delegatedProperty(name: string, docs: readonly string[]): MethodPlan {
  return {
    name,
    docs,
    access: "public",
    drawn: true,
    asynchronous: true,
    parameters: [
      {
        name: "...args",
        type: { kind: "type-symbol", symbol: fromRuntime("RedisCommands"), index: name, of: "parameters" },
      },
    ],
    returns: { kind: "type-symbol", symbol: fromRuntime("RedisCommands"), index: name, of: "result" },
    statements: [
      {
        kind: "return",
        value: {
          kind: "call",
          on: "field",
          field: "redis",
          access: "protected",
          name,
          args: [{ kind: "path", root: "...args", fields: [] }],
        },
      },
    ],
  };
}
