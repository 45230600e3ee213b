import type { WorkflowEngine } from "../engine/workflow-engine.ts";
import type { BackgroundTasks } from "../ports/background-tasks.ts";
import type { ParticipantSpec } from "../model/diagram-protocol.ts";
import type { ArrowObserver } from "../trace/arrow-observer.ts";
import { inSameRun, traced } from "../trace/traced.ts";
import { resourceClients } from "./resource-clients.ts";
import type { SystemDefinition } from "./system-definition.ts";
import type { SystemOptions } from "./system-options.ts";

export interface WiringInput {
  readonly system: SystemDefinition;
  readonly options: Pick<SystemOptions, "clients" | "clientsOf" | "participants" | "collaborators">;
  readonly observer: ArrowObserver;
  readonly background: BackgroundTasks;
  /** Makes the calls of components that go on in the background durable. */
  readonly engine: Pick<WorkflowEngine, "durable"> | undefined;
}

export interface WiredParticipants {
  /** A participant's port as another sees it, every call being traced. */
  port(to: string, from: string): object;
}

/** Builds the participants of a diagram when they are first needed, each with its collaborators. */
export function wireParticipants(input: WiringInput): WiredParticipants {
  const { system, options, observer } = input;
  const { protocol } = system;
  const built = new Map<string, object>();
  const underWay = new Set<string>();

  const background: BackgroundTasks = {
    run: (name, task) => input.background.run(name, inSameRun(task)),
  };

  const participant = (code: string): object => {
    const known = built.get(code);
    if (known !== undefined) return known;
    // Its own constructor wants it, by way of others: they get a stand-in until it is there.
    if (underWay.has(code)) return later(() => participant(code));
    underWay.add(code);
    const made = options.participants?.[code] ?? build(code);
    underWay.delete(code);
    built.set(code, made);
    return made;
  };

  const build = (code: string): object => {
    const spec = protocol.participants[code];
    if (spec === undefined) throw new Error(`${protocol.source} has no participant "${code}"`);
    if (spec.role === "component") return buildComponent(code, spec);
    if (spec.role === "resource") return buildResource(code, spec);
    throw new Error(`"${code}" of ${protocol.source} starts things from outside and cannot be called`);
  };

  const buildComponent = (code: string, spec: ParticipantSpec & { role: "component" }): object => {
    const create = system.components[code] as ((collaborators: unknown) => object) | undefined;
    if (create === undefined) throw new Error(`the wiring of ${protocol.source} lacks component "${code}"`);
    const further = options.collaborators?.[code] ?? {};
    const known = Object.entries({ ...spec.collaborators, ...further });
    const collaborators = Object.fromEntries(known.map(([name, other]) => [name, port(other, code)]));
    if (!spec.background) return create(collaborators);
    const durable = input.engine?.durable(collaborators, {
      of: { protocol, component: code },
      transactional: Object.entries(further).flatMap(([name, other]) => (isSql(other) ? [name] : [])),
    });
    return create({ ...(durable ?? collaborators), background });
  };

  const isSql = (code: string): boolean => {
    const spec = protocol.participants[code];
    return spec?.role === "resource" && spec.kind === "sql";
  };

  const buildResource = (code: string, { kind, label }: ParticipantSpec & { role: "resource" }): object => {
    const clients = resourceClients({ ...options.clients, ...options.clientsOf?.[code] }, label);
    const gateway = system.gateways[code];
    if (gateway !== undefined) return gateway(clients);
    if (kind === "sql") return clients.sql;
    if (kind === "redis") return clients.redis;
    if (kind === "kafka") return clients.events;
    throw new Error(`${label} (${kind}) has to be given: pass startSystem \`participants: { ${code} }\``);
  };

  const port = (to: string, from: string): object =>
    traced(participant(to), { protocol, from, to, observer });

  return { port };
}

function later(get: () => object): object {
  return new Proxy(
    {},
    {
      get(_, key) {
        const target = get();
        const member: unknown = Reflect.get(target, key, target);
        return typeof member === "function"
          ? (...args: readonly unknown[]): unknown => Reflect.apply(member, target, args)
          : member;
      },
    },
  );
}
