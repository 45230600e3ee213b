import type { ServiceAddresses } from "../../generator/services/index.ts";
import { until } from "../support/workflow/until.ts";
import { contents } from "./contents.ts";
import type { DeathPoint } from "../../runtime/contract/child/death-points.ts";
import { type Findings, isKept, sumOfFindings, type Wrongs } from "./findings.ts";
import { inThisProcess } from "./in-this-process.ts";
import { killInLanes } from "./kills.ts";
import { registrations } from "./registrations.ts";
import type { SabotageName } from "./sabotage.ts";
import type { OpenSubject, Subject } from "./subject.ts";

/** A broken system, and what a scenario has to find about it. */
export interface SelfTest {
  readonly sabotage: SabotageName;
  readonly mustFind: keyof Wrongs | "deadLetters";
  readonly open: OpenSubject;
  /** Where its processes die; without any, it works in peace. */
  readonly deaths?: readonly DeathPoint[];
}

const loop = "loop For each pending action from DB";
const actionMarked: DeathPoint = {
  at: `${loop} › Handler → ActionStore: updateTask(entity, "MINIO_ADD_USER", true)`,
  when: "answered",
};
const accountAdded: DeathPoint = {
  at: `${loop} › Handler → MinioSvc: minioAddUserCompletableFuture(entity)`,
  when: "answered",
};

/** One for every kind of broken promise, so that a verdict of "kept" means something. */
export const selfTests: readonly SelfTest[] = [
  { sabotage: "forgets the cache", mustFind: "stale", open: contents },
  { sabotage: "lets an event of a draft wait for the next one", mustFind: "disordered", open: contents },
  { sabotage: "gives up at the first failure", mustFind: "deadLetters", open: contents },
  { sabotage: "forgets which events it has handled", mustFind: "doubled", open: contents },
  {
    sabotage: "acknowledges before it has worked",
    mustFind: "lost",
    open: registrations,
    deaths: [actionMarked],
  },
  {
    sabotage: "keeps no journal of its steps",
    mustFind: "doubled",
    open: registrations,
    deaths: [actionMarked],
  },
  {
    sabotage: "gives an account a new secret each time",
    mustFind: "doubled",
    open: registrations,
    deaths: [accountAdded],
  },
];

/** What is found about a broken system; `sabotage` left out, about the same system unbroken. */
export async function findingsAbout(
  { open, deaths = [], sabotage }: Omit<SelfTest, "mustFind" | "sabotage"> & { sabotage?: SabotageName },
  servers: ServiceAddresses,
): Promise<Findings> {
  const openBroken: OpenSubject = async (addresses) => {
    const subject = await open(addresses);
    return sabotage === undefined ? subject : { ...subject, place: { ...subject.place, sabotage } };
  };
  if (deaths.length > 0) return killInLanes(servers, openBroken, { deaths, lanes: 1 });
  await using subject = await openBroken(servers);
  return sumOfFindings([await inPeace(subject)]);
}

async function inPeace(subject: Subject): Promise<Partial<Findings>> {
  await using _system = await inThisProcess(subject);
  for (let count = 0; count < 4; count += 1) await subject.publish();
  await until("everything is worked off", () => subject.isWorkedOff());
  return await subject.findings();
}

/** Whether the scenarios notice what is broken. */
export function isNoticed({ mustFind }: Pick<SelfTest, "mustFind">, found: Findings): boolean {
  return !isKept(found) && found[mustFind] > 0;
}
