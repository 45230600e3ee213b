import type { Ordering } from "../../model/orderings.ts";
import type { StepId } from "../../model/steps.ts";
import { fragmentVisit, type Reading, restrictBranches } from "../monitor/reading.ts";
import { mentionOf } from "../report/describe-step.ts";
import type { Violation } from "../report/violation.ts";
import { fail, type WatchedRun } from "../state/run-state.ts";
import type { FollowUp } from "../state/subject.ts";
import { entrancesOf } from "./origins.ts";
import { publicationsOf, type Routed } from "./publications.ts";

/**
 * The subject with what each event of the diagram's own sets off in a fragment of its own, which may be left out: who is
 * answered 404 has nothing published, and nobody owes what would follow.
 */
export function withFollowUps<Of extends Routed>(subject: Of): Of {
  const entrances = entrancesOf(subject);
  const followUps = subject.system.entries.flatMap((entry): FollowUp[] => {
    const publishedBy = publicationsOf(subject, entry);
    return publishedBy.length === 0
      ? []
      : [{ fragment: `what follows ${entry.step}`, entrance: entry.step, publishedBy }];
  });
  if (followUps.length === 0 || subject.followUps !== undefined) return subject;
  const fragmentOf = (step: StepId): string | undefined => {
    const fragment = `what follows ${entrances.get(step) ?? ""}`;
    return followUps.some((one) => one.fragment === fragment) ? fragment : undefined;
  };
  const orderings = Object.entries(subject.protocol.orderings).map(
    ([component, ordering]) => [component, optional(ordering, fragmentOf)] as const,
  );
  return {
    ...subject,
    followUps,
    protocol: { ...subject.protocol, orderings: Object.fromEntries(orderings) },
  };
}

/** Of a run that is over: what follows events has happened just where they were published. Fails it where one got lost. */
export function settleFollowUps(state: WatchedRun): void {
  const { protocol, followUps = [] } = state.subject;
  for (const { fragment, entrance, publishedBy } of followUps) {
    const { key } = fragmentVisit(protocol, fragment, undefined);
    const publication = publishedBy.find((step) => state.monitor.trace.includes(step));
    const branch = publication === undefined ? leftOut : done;
    const hasFollowed = (reading: Reading): Reading | undefined => restrictBranches(reading, key, [branch]);
    if (publication !== undefined && !state.monitor.readings.some(hasFollowed))
      fail(state, lost(state, entrance, publication));
    state.monitor.narrow(hasFollowed);
  }
}

/** The others have gone on as if it had never been published. */
function lost({ subject: { protocol } }: WatchedRun, entrance: StepId, publication: StepId): Violation {
  return {
    kind: "missing",
    step: entrance,
    sentence: `${mentionOf(protocol, publication)} was published, but ${mentionOf(protocol, entrance)} never came.`,
    expected: [entrance],
    observed: undefined,
  };
}

const done = 0;
const leftOut = 1;

type FragmentOf = (step: StepId) => string | undefined;

/** Each longest row of parts that follow from one event becomes a choice between them and nothing. */
function optional(ordering: Ordering, fragmentOf: FragmentOf): Ordering {
  const [fragment, ...others] = fragmentsIn(ordering, fragmentOf);
  if (others.length === 0) return fragment === undefined ? ordering : orNothing(fragment, [ordering]);
  if (ordering.kind === "step") return ordering;
  if (ordering.kind === "sequence") return { ...ordering, items: rowsIn(ordering.items, fragmentOf) };
  return ordering.kind === "loop"
    ? { ...ordering, body: optional(ordering.body, fragmentOf) }
    : { ...ordering, branches: ordering.branches.map((branch) => optional(branch, fragmentOf)) };
}

function rowsIn(items: readonly Ordering[], fragmentOf: FragmentOf): readonly Ordering[] {
  const rows: { fragment: string | undefined; items: Ordering[] }[] = [];
  for (const item of items) {
    const [one, ...others] = fragmentsIn(item, fragmentOf);
    const fragment = others.length === 0 ? one : undefined;
    const last = rows.at(-1);
    if (fragment !== undefined && last?.fragment === fragment) last.items.push(item);
    else rows.push({ fragment, items: [fragment === undefined ? optional(item, fragmentOf) : item] });
  }
  return rows.flatMap((row) =>
    row.fragment === undefined ? row.items : [orNothing(row.fragment, row.items)],
  );
}

function orNothing(fragment: string, items: readonly Ordering[]): Ordering {
  const branches: Ordering[] = [];
  branches[done] = { kind: "sequence", items };
  branches[leftOut] = { kind: "sequence", items: [] };
  return { kind: "choice", fragment, branches, exits: false, knowledge: { kind: "irrelevant" } };
}

/** The follow-ups that its steps are part of; `undefined` among them where some are part of none. */
function fragmentsIn(ordering: Ordering, fragmentOf: FragmentOf): readonly (string | undefined)[] {
  if (ordering.kind === "step") return [fragmentOf(ordering.step)];
  const parts =
    ordering.kind === "sequence"
      ? ordering.items
      : ordering.kind === "loop"
        ? [ordering.body]
        : ordering.branches;
  return [...new Set(parts.flatMap((part) => fragmentsIn(part, fragmentOf)))];
}
