import type { ResourceKind } from "seqwright-runtime/model";
import type { Lifeline } from "../../interaction/model.ts";
import type { Participant } from "../model/diagram-model.ts";
import type { RoleOverride } from "../model/overrides.ts";
import type { Traffic } from "../drawing/traffic.ts";
import { outsider, worker } from "./name-words.ts";
import { findTechnology } from "./technologies.ts";

type Deduction = Pick<Participant, "role" | "kind" | "reason">;

/** What a role is deduced from. */
interface Evidence {
  readonly lifeline: Lifeline;
  readonly traffic: Traffic;
  readonly words: string;
  readonly technology: ResourceKind | undefined;
  /** The word that names the technology. */
  readonly evidence: string;
  readonly onlyCalled: boolean;
  /** It acts before anybody calls it, and others only call back what it handed out. */
  readonly outside: boolean;
}

/** The role of a lifeline with the reason: as configured, or by the first rule that says something. */
export function deduceRole(
  lifeline: Lifeline,
  label: string,
  traffic: Traffic,
  configured: RoleOverride | undefined,
): Deduction {
  const seen = evidenceOf(lifeline, label, traffic);
  if (configured !== undefined) return asConfigured(configured, seen);
  for (const rule of rules) {
    const deduced = rule(seen);
    if (deduced !== undefined) return deduced;
  }
  return component(seen);
}

function evidenceOf(lifeline: Lifeline, label: string, traffic: Traffic): Evidence {
  // Humps are cut so that `MinioSvc` and `UserDB` show the words that they are made of.
  const words = `${label} ${lifeline.code} ${lifeline.stereotypes.join(" ")}`.replace(
    /(\p{Ll}|\d)(?=\p{Lu})/gu,
    "$1 ",
  );
  const [technology, evidence] = findTechnology(words);
  const onlyCalled = traffic.callsMade === 0 && traffic.callsReceived > 0;
  const outside = traffic.speaksFirst && traffic.callsReceived === traffic.callbacksReceived;
  return { lifeline, traffic, words, technology, evidence, onlyCalled, outside };
}

function asConfigured({ role, kind, inDiagram }: RoleOverride, { technology }: Evidence): Deduction {
  return {
    role,
    kind: kind ?? (role === "component" ? undefined : (technology ?? "other")),
    reason: inDiagram === true ? "a comment in the diagram says so" : "the configuration says so",
  };
}

/** In the order in which they are tried: what is drawn says more than a name does. */
const rules: readonly ((seen: Evidence) => Deduction | undefined)[] = [
  outsideActor,
  drawnStore,
  topicInName,
  receivesCommands,
  resourceInName,
  whoStarts,
];

function outsideActor(seen: Evidence): Deduction | undefined {
  if (seen.lifeline.keyword !== "actor" || !seen.outside) return undefined;
  return initiator(
    seen.traffic.callbacksReceived === 0
      ? "drawn as an actor, and it is not called by others"
      : "drawn as an actor, and others only call back what it handed out",
    seen,
  );
}

function drawnStore({ lifeline: { keyword }, technology, outside }: Evidence): Deduction | undefined {
  if (keyword === "database") return resource(technology ?? "sql", "drawn as a database");
  return keyword === "queue" && !outside ? resource("kafka", "drawn as a queue") : undefined;
}

function topicInName({ technology, traffic, words, evidence }: Evidence): Deduction | undefined {
  return technology === "kafka" && traffic.callsReceived > 0 && !worker.test(words)
    ? resource("kafka", `its name says "${evidence}", and messages go through it`)
    : undefined;
}

function receivesCommands({ traffic, onlyCalled }: Evidence): Deduction | undefined {
  if (traffic.sqlReceived > 0 && onlyCalled) return resource("sql", "it gets SQL");
  return traffic.redisReceived > 0 && onlyCalled ? resource("redis", "it gets Redis commands") : undefined;
}

function resourceInName({ technology, evidence, onlyCalled, lifeline }: Evidence): Deduction | undefined {
  if (!onlyCalled) return undefined;
  if (technology !== undefined)
    return resource(technology, `its name says "${evidence}", and it calls nobody`);
  return lifeline.keyword === "collections"
    ? resource("other", "drawn as a collection, and it calls nobody")
    : undefined;
}

function whoStarts(seen: Evidence): Deduction | undefined {
  const { outside, words, traffic, lifeline } = seen;
  const named = outside ? outsider.exec(words)?.[0] : undefined;
  if (named !== undefined)
    return initiator(`its name says "${named}", and it starts without being called`, seen);
  if (outside && traffic.callsMade > 0) return initiator("it starts without being called", seen);
  return lifeline.keyword === "actor" ? initiator("drawn as an actor", seen) : undefined;
}

function initiator(reason: string, { technology, lifeline }: Evidence): Deduction {
  return {
    role: "initiator",
    kind: technology ?? (lifeline.keyword === "queue" ? "kafka" : undefined),
    reason,
  };
}

function resource(kind: ResourceKind, reason: string): Deduction {
  return { role: "resource", kind, reason };
}

function component({ lifeline: { stereotypes } }: Evidence): Deduction {
  const [stereotype] = stereotypes;
  const shown = stereotype === undefined ? "" : ` («${stereotype}»)`;
  return { role: "component", kind: undefined, reason: `it is called and does work of its own${shown}` };
}
