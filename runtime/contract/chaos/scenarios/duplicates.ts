import type { SystemEntry } from "../../../system/system-definition.ts";
import { judgeCases } from "../judge.ts";
import type { Scenario } from "../scenario.ts";
import { Stage } from "../stage.ts";

/** Every event that may come again comes three times: twice together, and once when it is over. */
export const duplicates: Scenario = {
  name: "duplicates",
  lacks: ({ subject }) =>
    subject.entries.some(isDropped)
      ? undefined
      : "no note says that an event that comes again changes nothing",
  async run({ target, peace, cases }) {
    await using stage = await Stage.open(target, { partitions: 2 });
    const worker = stage.startLife();
    await worker.ready;
    for (const each of cases) {
      const one = stage.add(each);
      while (await stage.sendNext(one)) {
        const sent = one.sent.at(-1);
        if (sent !== undefined && isDropped(sent.input.entry)) await stage.send(one, sent);
        await stage.settled();
      }
      one.isDone = true;
    }
    for (const one of stage.cases)
      for (const sent of one.sent) if (isDropped(sent.input.entry)) await stage.send(one, sent);
    await stage.settled();
    const found = await judgeCases(stage, peace);
    await worker.stop();
    return { done: `${stage.cases.length} cases, whose events come three times`, found, notTried: [] };
  },
};

/** Whether an event that comes again is dropped by what the diagram says. */
function isDropped({ kind, policies }: SystemEntry): boolean {
  return kind === "kafka" && policies?.idempotent === true;
}
