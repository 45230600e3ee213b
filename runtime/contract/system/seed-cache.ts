import { encoded } from "../values/encoding.ts";
import { scenarioGuide } from "../draw/scenario.ts";
import { nextSteps } from "../monitor/next-steps.ts";
import { drawnReply } from "../run/scripted-actions.ts";
import type { ResourceClients } from "../../system/system-definition.ts";
import type { WatchedCall } from "./watch-call.ts";

/** Long enough for any test, and gone even if nobody removes it. */
const secondsMax = 600;

/**
 * Before a GET arrives that the diagram answers with a value: puts the value there that the scenario wants, unless the
 * key holds something already. So a read finds what somebody outside of the diagram would have written.
 */
export async function seedCache(
  { state, arrow, args, steps }: WatchedCall,
  { redis }: Partial<ResourceClients>,
): Promise<void> {
  const { protocol } = state.subject;
  const receiver = protocol.participants[arrow.to];
  const [key] = args;
  if (receiver?.role !== "resource" || receiver.kind !== "redis" || redis === undefined) return;
  if (arrow.method !== "get" || typeof key !== "string") return;
  const guide = scenarioGuide(protocol, state.scenario);
  for (const reading of state.monitor.readings) {
    for (const { step: id, before } of nextSteps(protocol, reading, arrow.from, guide)) {
      const step = protocol.steps[id];
      if (step?.kind !== "reply" || !steps.includes(step.answers) || step.outcome.kind !== "returns")
        continue;
      const text = encoded(step.outcome, drawnReply(state, id, step, before));
      if (typeof text === "string" && (await redis.exists(key)) === 0)
        await redis.set(key, text, { ttlSeconds: secondsMax });
      return;
    }
  }
}
