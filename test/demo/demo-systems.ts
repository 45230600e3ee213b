import { setup as contentSetup } from "../../generated/event-콘텐츠생성완료구독/system.ts";
import { system as contentSystem } from "../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { system as pollingSystem } from "../../generated/content-이미지결과조회/wiring.gen.ts";
import { setup as userSetup } from "../../generated/workflow-engine/system.ts";
import { system as userSystem } from "../../generated/workflow-engine/wiring.gen.ts";
import type { KafkaConsumerEvent } from "../../runtime/adapters/kafka/index.ts";
import { connectSystem } from "../../runtime/connect/connect-system.ts";
import type { ServiceAddresses } from "../../generator/services/index.ts";
import { migrate } from "../../runtime/sql/migrate.ts";
import type { ResourceClients } from "../../runtime/system/system-definition.ts";
import { startSystem } from "../../runtime/system/start-system.ts";
import { type TraceRecorder, traceRecorder } from "../../runtime/trace/trace-recorder.ts";
import { passingFaults } from "./demo-faults.ts";
import { type DemoInput, entityOf } from "./demo-input.ts";

/** The three systems in this process, and what is seen of them. */
export interface DemoSystems extends AsyncDisposable {
  readonly clients: ResourceClients;
  readonly trace: TraceRecorder;
  readonly consumed: readonly KafkaConsumerEvent[];
  /** Connects them to where work comes in; until then, nothing of it is touched. Resolves to the endpoint's address. */
  start(): Promise<string>;
}

export async function demoSystems(addresses: ServiceAddresses, input: DemoInput): Promise<DemoSystems> {
  const stack = new AsyncDisposableStack();
  const consumed: KafkaConsumerEvent[] = [];
  const connections = stack.use(
    await connectSystem(addresses, {
      http: {},
      onConsumerEvent: (event) => void consumed.push(event),
      consumer: { commitIntervalMs: 50 },
    }),
  );
  const clients = connections.options.clients as ResourceClients;
  const trace = traceRecorder();
  const [, retried = ""] = input.users;
  const faults = passingFaults([
    { method: "updateContentImages", times: 1 },
    { method: "createObjectPathCompletableFuture", args: [entityOf(retried)], times: 2 },
  ]);
  const common = { ...connections.options, observers: [trace, faults] };
  await migrate(clients.sql, {
    name: contentSystem.protocol.name,
    migrations: contentSetup.migrations ?? [],
  });

  return {
    clients,
    trace,
    consumed,
    async start() {
      stack.use(
        await startSystem(contentSystem, {
          ...contentSetup,
          ...common,
          topics: { Consumer: input.contentTopic },
          groupId: input.contentTopic,
        }),
      );
      stack.use(
        await startSystem(userSystem, {
          ...userSetup,
          ...common,
          topics: { KafkaListener: input.userTopic },
          groupId: input.userTopic,
          engine: { retry: { delayMs: 100 } },
        }),
      );
      const polling = stack.use(await startSystem(pollingSystem, common));
      return polling.url ?? "";
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
