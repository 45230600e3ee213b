import type { DiagramModel, Participant } from "../../ir/model/diagram-model.ts";
import { stubMethod } from "../context/class-stubs.ts";
import type { FieldPlan, HandlerFile, MethodPlan } from "../model/handler-plan.ts";
import type { InterfaceMember } from "../model/interface-plan.ts";
import type { ParameterPlan } from "../model/type-node.ts";
import type { DiagramNames } from "../model/names.ts";
import { fromRuntime, type RuntimeName } from "../model/runtime-symbols.ts";
import type { CallExpression } from "../model/expression.ts";
import type { Statement } from "../model/statement.ts";
import { literal, object } from "../values/data.ts";
import { planPortsFile } from "./ports-file.ts";

/**
 * The class behind a resource of which the diagram asks something in its own words: commands that it states go straight
 * to the client, the rest is for the developer. Undefined for a resource that only gets commands, or events that the
 * runtime publishes, unless the developer has written such a class (`own` are the paths of their files).
 */
export function planGatewayFile(
  participant: Participant,
  model: DiagramModel,
  diagram: DiagramNames,
  own: ReadonlySet<string>,
): HandlerFile | undefined {
  const names = diagram.participants.get(participant.code);
  const { by } = participant.provision;
  if (names === undefined || (by !== "gateway" && by !== "publisher")) return undefined;
  if (by === "publisher" && !own.has(`${diagram.folder}/${names.file}`)) return undefined;
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
    if (isClients) return delegatedToSql(member);
    const statements = publishing(participant, member, model, names.methods);
    const of = participant.operations.flatMap(({ method, steps }) =>
      (names.methods.get(method) ?? method) === member.name ? steps : [],
    );
    return stubMethod(names.class.name, {
      ...member,
      of,
      access: "public",
      ...(statements && { statements }),
    });
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

/** `this.events.publish({ topic, type, payload })`, where that is all that the diagram says. */
function publishing(
  { code }: Participant,
  { name, parameters, returns }: InterfaceMethod,
  { publications }: DiagramModel,
  methods: ReadonlyMap<string, string>,
): readonly Statement[] | undefined {
  const [payload, ...others] = parameters;
  if (returns.kind !== "promise" || returns.of.kind !== "void") return undefined;
  const said = publications.find(
    ({ participant, method }) => participant === code && (methods.get(method) ?? method) === name,
  );
  if (said?.topic === undefined || said.eventType === undefined || payload === undefined || others.length > 0)
    return undefined;
  if (said.key !== undefined || said.typeField !== undefined) return undefined;
  const published = object({
    topic: literal(said.topic),
    type: literal(said.eventType),
    payload: { kind: "path", root: payload.name, fields: [] },
  });
  const call: CallExpression = {
    kind: "call",
    on: "field",
    field: "events",
    access: "protected",
    name: "publish",
    args: [published],
  };
  return [{ kind: "call", call: { kind: "await", of: call }, as: undefined }];
}

/** `query` and `transaction`: as the client has them. */
function delegatedToSql({ name, docs, typeParameters, parameters, returns }: InterfaceMethod): MethodPlan {
  return {
    name,
    docs,
    access: "public",
    drawn: true,
    of: [],
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
    of: [],
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
