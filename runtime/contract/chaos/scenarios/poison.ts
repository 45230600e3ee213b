import { numbered } from "../../system/test-names.ts";
import type { SystemEntry } from "../../../system/system-definition.ts";
import { judgeCases } from "../judge.ts";
import type { Scenario } from "../scenario.ts";
import { type ChaosTarget, Stage } from "../stage.ts";

type TopicEntry = Extract<SystemEntry, { readonly kind: "kafka" }>;
const poisonPerCase = 3;

/** Records that nobody can read, and records that no schema accepts, among good ones: each becomes a dead letter, once. */
export const poison: Scenario = {
  name: "poison",
  lacks: (target) => (checked(target).length > 0 ? undefined : "no events with a schema come in by a topic"),
  async run({ target, peace, cases, random }) {
    await using stage = await Stage.open(target, { partitions: 2 });
    const worker = stage.startLife();
    await worker.ready;
    const entries = checked(target);
    const due: string[] = [];
    const spoil = async (): Promise<void> => {
      const entry = entries[Math.floor(random.next() * entries.length)];
      if (entry === undefined) return;
      const marker = numbered("poison");
      const value = due.length % 2 === 0 ? `{ no JSON ${marker}` : JSON.stringify({ [marker]: [] });
      due.push(value);
      const headers = entry.eventType === undefined ? {} : { "event-type": entry.eventType };
      await stage.sendRaw(entry, { key: marker, value, headers });
    };
    for (const each of cases) {
      for (let count = 0; count < poisonPerCase; count += 1) await spoil();
      await stage.drive(stage.add(each));
    }
    await stage.settled();
    const found = await judgeCases(stage, peace, { due });
    await worker.stop();
    return {
      done: `${due.length} records that cannot be read among ${cases.length} cases`,
      found,
      notTried: [],
    };
  },
};

/** Entries that refuse what is not theirs. */
function checked({ subject }: ChaosTarget): readonly TopicEntry[] {
  return subject.entries.flatMap((entry) =>
    entry.kind === "kafka" && entry.schema?.safeParse({ "no such field": [] }).success === false
      ? [entry]
      : [],
  );
}
