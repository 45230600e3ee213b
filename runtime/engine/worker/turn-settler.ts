import type { Acknowledgements } from "../messages/acknowledgements.ts";
import type { EngineSettings } from "../settings/engine-options.ts";
import type { StoredFailure } from "../store/held-updates.ts";
import { HoldLost } from "../store/hold-lost.ts";
import { decodeValue } from "../journal/journal-value.ts";
import { errorRecord } from "../journal/recorded-error.ts";
import { pauseMs } from "../../retry/retry-policy.ts";
import { WorkflowFailedError } from "../messages/workflow-errors.ts";
import type { WorkflowRun } from "../turn/workflow-run.ts";
import { settlementOf, type Failure, type TurnEnd } from "../turn/turn-end.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";

export interface TurnSettlerOptions {
  readonly settings: EngineSettings;
  readonly store: WorkflowStore;
  readonly acks: Acknowledgements;
}

/** Writes down how a turn ended, and tells whoever waits for the workflow when it is over. */
export type TurnSettler = (run: WorkflowRun, payload: string, end: TurnEnd) => Promise<void>;

export function turnSettler({ settings, store, acks }: TurnSettlerOptions): TurnSettler {
  const { retry, random, observe, onError } = settings;

  const held = async (run: WorkflowRun, write: () => Promise<boolean>): Promise<void> => {
    const what = `write down how workflow "${run.id}" of ${run.diagram} went on`;
    if (!(await run.insist(what, write))) throw new HoldLost();
  };

  const settle = async (
    run: WorkflowRun,
    payload: string,
    end: Exclude<TurnEnd, { kind: "lost" }>,
  ): Promise<void> => {
    const { diagram, id, hold } = run;
    const settlement = settlementOf(end, retry, random());
    switch (settlement.state) {
      case "done":
        await held(run, () => store.finish(hold, run.unwritten()));
        observe({ diagram, id, kind: "done" });
        return acks.acknowledge(diagram, id);
      case "failed":
        return fail(run, payload, settlement.failure);
      case "pending":
        await held(run, () => store.release(hold, "pending", 0, 0));
        return observe({ diagram, id, kind: "released" });
      case "waiting": {
        const { afterMs, failures } = settlement;
        await held(run, () => store.release(hold, "waiting", afterMs, failures));
        return observe({ diagram, id, kind: "waiting", afterMs });
      }
    }
  };

  const fail = async (run: WorkflowRun, payload: string, failure: Failure): Promise<void> => {
    const { diagram, id, hold, attempts } = run;
    const { error } = failure;
    try {
      await settings.onFailed({ diagram, id, payload: decodeValue(payload), error });
    } catch (hookError) {
      onError(hookError, `report that workflow "${id}" of ${diagram} failed`);
      const afterMs = pauseMs(retry, attempts + 1, random());
      await held(run, () => store.postpone(hold, stored(failure), afterMs));
      return observe({ diagram, id, kind: "waiting", afterMs });
    }
    await held(run, () => store.fail(hold, stored(failure)));
    observe({ diagram, id, kind: "failed", error });
    await acks.reject(diagram, id, new WorkflowFailedError(diagram, id, error));
  };

  return async (run, payload, end) => {
    try {
      if (end.kind === "lost") throw new HoldLost();
      await settle(run, payload, end);
    } catch (error) {
      if (!(error instanceof HoldLost)) throw error;
      observe({ diagram: run.diagram, id: run.id, kind: "lost" });
    }
  };
}

function stored({ error, at }: Failure): StoredFailure {
  return {
    error: JSON.stringify(errorRecord(error)),
    failedStep: at?.sequence ?? null,
    failedCalls: at?.calls ?? null,
  };
}
