import { setTimeout } from "node:timers/promises";
import type { CaseRun, SentInput } from "../case-run.ts";
import type { ChaosCase } from "../draw-cases.ts";
import type { Stage } from "../stage.ts";

/** Cases that are sent one after the other, without waiting for any to be over. */
export interface Load {
  /** Sends one each so many ms; resolves when all of them, and all that they led to, is over. */
  begin(pauseMs: number): Promise<void>;
}

/** Prepares the world for so many cases while it is in order. */
export async function loadOf(stage: Stage, cases: readonly ChaosCase[], count: number): Promise<Load> {
  const all = Array.from({ length: count }, (_, at) => cases[at % cases.length]).flatMap((one, at) =>
    one === undefined ? [] : [stage.add(one, at % 3 === 0 ? undefined : `key-${Math.floor(at / 3)}`)],
  );
  const ready: { readonly one: CaseRun; readonly sent: SentInput | undefined }[] = [];
  for (const one of all) ready.push({ one, sent: await stage.prepareNext(one) });
  return {
    async begin(pauseMs) {
      const rest: Promise<void>[] = [];
      for (const { one, sent } of ready) {
        rest.push((await stage.beginWith(one, sent)).rest);
        await setTimeout(pauseMs);
      }
      await Promise.all(rest);
      await stage.settled();
    },
  };
}
