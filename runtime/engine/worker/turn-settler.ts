import { pauseMs } from "../../retry/retry-policy.ts";
import { decodeValue } from "../journal/journal-value.ts";
import { errorRecord } from "../journal/recorded-error.ts";
import type { Acknowledgements } from "../messages/acknowledgements.ts";
import { WorkflowFailedError } from "../messages/workflow-errors.ts";
import type { EngineSettings } from "../settings/engine-options.ts";
import type { StoredFailure } from "../store/fenced-updates.ts";
import { LeaseLostError } from "../store/lease.ts";
import type { WorkflowStore } from "../store/workflow-store.ts";
import { settlementOf, type Failure, type TurnEnd } from "../turn/turn-end.ts";
import type { WorkflowRun } from "../turn/workflow-run.ts";

export interface TurnSettlerOptions {
  readonly settings: EngineSettings;
  readonly store: WorkflowStore;
  readonly acks: Acknowledgements;
}

/** Writes down how turns ended, and answers the messages of workflows that are over. */
export class TurnSettler {
  readonly #options: TurnSettlerOptions;

  constructor(options: TurnSettlerOptions) {
    this.#options = options;
  }

  async settle(run: WorkflowRun, payload: string, end: TurnEnd): Promise<void> {
    try {
      if (end.kind === "lost") throw new LeaseLostError();
      await this.#settle(run, payload, end);
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error;
      this.#options.settings.observe({ diagram: run.diagram, id: run.id, kind: "lost" });
    }
  }

  async #settle(run: WorkflowRun, payload: string, end: Exclude<TurnEnd, { kind: "lost" }>): Promise<void> {
    const { store, acks, settings } = this.#options;
    const { retry, random, observe } = settings;
    const { diagram, id, lease } = run;
    const settlement = settlementOf(end, retry, random());
    switch (settlement.state) {
      case "done":
        await write(run, () => store.finish(lease, run.unwritten()));
        observe({ diagram, id, kind: "done" });
        return acks.acknowledge(diagram, id);
      case "failed":
        return this.#fail(run, payload, settlement.failure);
      case "pending":
        await write(run, () => store.release(lease, "pending", 0, 0));
        return observe({ diagram, id, kind: "released" });
      case "waiting": {
        const { afterMs, failures } = settlement;
        await write(run, () => store.release(lease, "waiting", afterMs, failures));
        return observe({ diagram, id, kind: "waiting", afterMs });
      }
    }
  }

  async #fail(run: WorkflowRun, payload: string, failure: Failure): Promise<void> {
    const { store, acks, settings } = this.#options;
    const { diagram, id, lease } = run;
    const { error } = failure;
    try {
      await settings.onFailed({ diagram, id, payload: decodeValue(payload), error });
    } catch (hookError) {
      settings.onError(hookError, `report that workflow "${id}" of ${diagram} failed`);
      return this.#reportLater(run, failure);
    }
    await write(run, () => store.fail(lease, stored(failure)));
    settings.observe({ diagram, id, kind: "failed", error });
    await acks.reject(diagram, id, new WorkflowFailedError(diagram, id, error));
  }

  async #reportLater(run: WorkflowRun, failure: Failure): Promise<void> {
    const { store, settings } = this.#options;
    const { diagram, id, lease, attempts } = run;
    const afterMs = pauseMs(settings.retry, attempts + 1, settings.random());
    await write(run, () => store.postpone(lease, stored(failure), afterMs));
    settings.observe({ diagram, id, kind: "waiting", afterMs });
  }
}

async function write(run: WorkflowRun, update: () => Promise<boolean>): Promise<void> {
  const what = `write down how workflow "${run.id}" of ${run.diagram} went on`;
  if (!(await run.retryWhileLeased(what, update))) throw new LeaseLostError();
}

function stored({ error, at }: Failure): StoredFailure {
  return {
    error: JSON.stringify(errorRecord(error)),
    failedStep: at?.sequence ?? null,
    failedCalls: at?.calls ?? null,
  };
}
