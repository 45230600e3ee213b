import { protocol as contentProtocol } from "../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { protocol as workflowProtocol } from "../../generated/workflow-engine/steps.gen.ts";
import type { ServiceAddresses } from "../../generator/services/index.ts";
import { until } from "../support/workflow/until.ts";
import { contents } from "./contents.ts";
import { type DeathPoint, deathPoints } from "../../runtime/contract/child/death-points.ts";
import { type Findings, sumOfFindings } from "./findings.ts";
import { life } from "./life.ts";
import { registrations } from "./registrations.ts";
import type { Scenario } from "./scenario.ts";
import { addressesOf, type OpenSubject, type Subject } from "./subject.ts";

interface KillPlan {
  readonly name: string;
  readonly open: OpenSubject;
  readonly points: readonly DeathPoint[];
  readonly rounds: number;
  readonly lanes: number;
}

/** Worker processes die at every moment of every arrow, again and again; each leaves what it began to the next. */
export const workflowKills = killScenario({
  name: "kill-workflow",
  open: registrations,
  points: deathPoints(workflowProtocol),
  rounds: 4,
  lanes: 5,
});

export const contentKills = killScenario({
  name: "kill-content",
  open: contents,
  points: deathPoints(contentProtocol),
  rounds: 5,
  lanes: 4,
});

function killScenario({ name, open, points, rounds, lanes }: KillPlan): Scenario {
  return {
    name,
    async run({ services, random, scale, log }) {
      const times = Math.max(1, Math.round(rounds * scale));
      const deaths = random.shuffled(Array.from({ length: times }, () => points).flat());
      let killed = 0;
      const found = await killInLanes(addressesOf(services), open, { deaths, lanes }, () => {
        killed += 1;
        if (killed % 25 === 0) log(`${name}: ${killed} of ${deaths.length} kills`);
      });
      return { done: `${killed} SIGKILLs at ${points.length} points`, found };
    },
  };
}

/** Spreads the deaths over subjects that stand beside each other, and sums up what became of all of them. */
export async function killInLanes(
  servers: ServiceAddresses,
  open: OpenSubject,
  { deaths, lanes }: { readonly deaths: readonly DeathPoint[]; readonly lanes: number },
  onKill: () => void = () => undefined,
): Promise<Findings> {
  const lots = Array.from({ length: lanes }, (_, lane) => deaths.filter((__, at) => at % lanes === lane));
  // All lanes come to their end before one that failed is told of: the next scenario must not meet them.
  const ends = await Promise.allSettled(
    lots.map(async (lot) => {
      await using subject = await open(servers);
      return await killAgainAndAgain(subject, lot, onKill);
    }),
  );
  return sumOfFindings(
    ends.map((end) => {
      if (end.status === "rejected") throw end.reason;
      return end.value;
    }),
  );
}

async function killAgainAndAgain(
  subject: Subject,
  deaths: readonly DeathPoint[],
  onKill: () => void,
): Promise<Partial<Findings>> {
  for (const die of deaths) {
    await subject.publish();
    await subject.meanwhile();
    await life({ ...subject.place, die }).over;
    subject.nextLife();
    onKill();
  }
  await subject.meanwhile();
  const last = life(subject.place);
  try {
    await until("the last worker has finished everything", () => subject.isWorkedOff(), 120_000);
  } finally {
    last.end();
    await last.over;
  }
  return subject.findings();
}
