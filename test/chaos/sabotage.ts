import { Db } from "../../generated/workflow-engine/db.handler.ts";
import type { ContentCreated } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type { EventHandlerPort } from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { RetryableError } from "../../runtime/errors/errors.ts";
import type { SystemDefinition } from "../../runtime/system/system-definition.ts";
import type { SystemOptions } from "../../runtime/system/system-options.ts";
import type { ArrowObserver } from "../../runtime/trace/arrow-observer.ts";

/** A system as it is handed to `startSystem`. */
type Started = readonly [system: SystemDefinition, options: SystemOptions];

/**
 * Ways to break a system: in a handler, in its wiring, in an option of the runtime. Each breaks a promise that the
 * scenarios are to watch over, so each must be noticed.
 */
const sabotages = {
  "forgets the cache": ([system, options]) => [
    system,
    { ...options, participants: { Cache: { del: async () => 0 } } },
  ],

  "lets an event of a draft wait for the next one": ([system, options]) => {
    const waiting = new Map<string, ContentCreated>();
    const Handler = (collaborators: never): EventHandlerPort => {
      const handler = system.components["Handler"]?.(collaborators) as EventHandlerPort;
      return {
        async onContentCreated(event) {
          const earlier = waiting.get(event.eventDraftId);
          if (earlier === undefined) {
            waiting.set(event.eventDraftId, event);
            return;
          }
          await handler.onContentCreated(event);
          await handler.onContentCreated(earlier);
        },
      };
    };
    return [{ ...system, components: { ...system.components, Handler } }, options];
  },

  "forgets which events it has handled": ([system, options]) => [
    {
      ...system,
      entries: system.entries.map(({ policies: { idempotent: _, ...policies } = {}, ...entry }) => ({
        ...entry,
        policies,
      })),
    },
    options,
  ],

  "gives up at the first failure": ([system, options]) => [
    {
      ...system,
      entries: system.entries.map((entry) => ({ ...entry, policies: { ...entry.policies, retriesMax: 0 } })),
    },
    { ...options, observers: [...(options.observers ?? []), failingEveryOther("updateContentImages")] },
  ],

  "acknowledges before it has worked": ([system, options]) => [
    { ...system, entries: system.entries.map((entry) => ({ ...entry, acknowledge: "on-return" }) as never) },
    withoutEngine(options),
  ],

  "keeps no journal of its steps": ([system, options]) => [system, withoutEngine(options)],

  "gives an account a new secret each time": ([system, options]) => {
    const { MinioSvc: create } = system.gateways;
    if (create === undefined) throw new Error("there is no MinioSvc to break");
    const MinioSvc: typeof create = (clients) =>
      create({ ...clients, admin: { ...clients.admin, userInfo: async () => undefined } });
    return [{ ...system, gateways: { ...system.gateways, MinioSvc } }, options];
  },
} satisfies Record<string, (started: Started) => Started>;

export type SabotageName = keyof typeof sabotages;

/** The same system, broken as named; without a name, as it is. */
export function sabotaged(
  name: SabotageName | undefined,
  system: SystemDefinition,
  options: SystemOptions,
): [system: SystemDefinition, options: SystemOptions] {
  if (name === undefined) return [system, options];
  const [broken, brokenOptions] = sabotages[name]([system, options]);
  return [broken, brokenOptions];
}

/** Without a database of its own, the engine is not there, and nothing outlives the process. */
function withoutEngine({ clients: { sql, ...clients } = {}, ...options }: SystemOptions): SystemOptions {
  if (sql === undefined) throw new Error("there is no database to take away");
  return { ...options, clients, participants: { DB: new Db({ sql }) } };
}

function failingEveryOther(method: string): ArrowObserver {
  let calls = 0;
  return {
    async observe(arrow, proceed) {
      if (arrow.method === method && calls++ % 2 === 0) throw new RetryableError("the connection was lost");
      return proceed();
    },
  };
}
