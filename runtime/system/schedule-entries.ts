import { randomUUID } from "node:crypto";
import type { ScheduleEntry } from "../model/entries.ts";
import { rounds, type Rounds } from "../time/rounds.ts";
import { inRun } from "../trace/traced.ts";
import { callEntry, isDurable, type SystemContext, workflowName } from "./system-context.ts";

/** The rounds of a component that starts by itself: each calls the method that the diagram draws, traced as any entry. */
export function roundsOf(entry: ScheduleEntry, context: SystemContext): Rounds {
  const { onEvent } = context.options;
  const name = `${entry.component}.${entry.method}`;
  return rounds(entry.everyMs, {
    round: roundFor(entry, context),
    onError: (error) => onEvent?.({ kind: "trouble", attempted: `do a round of ${name}`, error }),
  });
}

function roundFor(entry: ScheduleEntry, context: SystemContext): () => Promise<unknown> {
  const { engine, system } = context;
  if (engine === undefined || !isDurable(entry, context)) return () => callEntry(entry, context, []);
  // What it leaves to the background must survive the process, so each round is a workflow.
  const workflow = engine.workflow<string>(workflowName(entry, system), async (id) => {
    await inRun(() => callEntry(entry, context, []), id);
  });
  return () => {
    const id = randomUUID();
    return workflow.start(id, id);
  };
}
