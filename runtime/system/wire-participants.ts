import type { WorkflowEngine } from "../engine/workflow-engine.ts";
import type { BackgroundTasks } from "../ports/background-tasks.ts";
import type { ParticipantSpec } from "../model/diagram-protocol.ts";
import type { ArrowObserver } from "../trace/arrow-observer.ts";
import { inSameRun, traced } from "../trace/traced.ts";
import { topicPublisher } from "./topic-publisher.ts";
import { resourceClients } from "./resource-clients.ts";
import type { SystemDefinition } from "./system-definition.ts";
import type { SystemOptions } from "./system-options.ts";

export interface WiringInput {
  readonly system: SystemDefinition;
  readonly options: Pick<
    SystemOptions,
    "clients" | "clientsOf" | "participants" | "collaborators" | "topics"
  >;
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
  return new LazyParticipants(input);
}

type SpecOf<Role extends ParticipantSpec["role"]> = ParticipantSpec & { readonly role: Role };

class LazyParticipants implements WiredParticipants {
  readonly #input: WiringInput;
  readonly #built = new Map<string, object>();
  readonly #underWay = new Set<string>();
  readonly #background: BackgroundTasks;

  constructor(input: WiringInput) {
    this.#input = input;
    this.#background = { run: (name, task) => input.background.run(name, inSameRun(task)) };
  }

  port(to: string, from: string): object {
    const { system, observer } = this.#input;
    return traced(this.#participant(to), { protocol: system.protocol, from, to, observer });
  }

  #participant(code: string): object {
    const known = this.#built.get(code);
    if (known !== undefined) return known;
    // The participant's own constructor needs it, by way of others: they get a stand-in until it is there.
    if (this.#underWay.has(code)) return later(() => this.#participant(code));
    this.#underWay.add(code);
    const made = this.#input.options.participants?.[code] ?? this.#build(code);
    this.#underWay.delete(code);
    this.#built.set(code, made);
    return made;
  }

  #build(code: string): object {
    const { protocol } = this.#input.system;
    const spec = protocol.participants[code];
    if (spec === undefined) throw new Error(`${protocol.source} has no participant "${code}"`);
    if (spec.role === "component") return this.#buildComponent(code, spec);
    if (spec.role === "resource") return this.#buildResource(code, spec);
    throw new Error(`"${code}" of ${protocol.source} starts things from outside and cannot be called`);
  }

  #buildComponent(code: string, spec: SpecOf<"component">): object {
    const { system, options, engine } = this.#input;
    const { protocol } = system;
    const create = system.components[code] as ((collaborators: unknown) => object) | undefined;
    if (create === undefined) throw new Error(`the wiring of ${protocol.source} lacks component "${code}"`);
    const further = options.collaborators?.[code] ?? {};
    const known = Object.entries({ ...spec.collaborators, ...further });
    const participants = known.flatMap(([name, other]) =>
      typeof other === "string" ? [[name, other] as const] : [],
    );
    const things = Object.fromEntries(known.filter(([, other]) => typeof other !== "string"));
    const collaborators = Object.fromEntries(
      participants.map(([name, other]) => [name, this.port(other, code)]),
    );
    if (!spec.background) return create({ ...collaborators, ...things });
    const durable = engine?.durable(collaborators, {
      of: { protocol, component: code },
      transactional: participants.flatMap(([name, other]) =>
        name in further && this.#isSql(other) ? [name] : [],
      ),
    });
    return create({ ...(durable ?? collaborators), ...things, background: this.#background });
  }

  #isSql(code: string): boolean {
    const spec = this.#input.system.protocol.participants[code];
    return spec?.role === "resource" && spec.kind === "sql";
  }

  #buildResource(code: string, { kind, label }: SpecOf<"resource">): object {
    const { system, options } = this.#input;
    const clients = resourceClients({ ...options.clients, ...options.clientsOf?.[code] }, label);
    const gateway = system.gateways[code];
    if (gateway !== undefined) return gateway(clients);
    if (kind === "sql") return clients.sql;
    if (kind === "redis") return clients.redis;
    if (kind === "kafka") {
      const publications = system.publications?.filter(({ participant }) => participant === code) ?? [];
      return publications.length === 0
        ? clients.events
        : topicPublisher(publications, clients.events, options.topics);
    }
    throw new Error(`${label} (${kind}) has to be given: pass startSystem \`participants: { ${code} }\``);
  }
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
