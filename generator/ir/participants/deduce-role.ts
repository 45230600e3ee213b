import type { ResourceKind } from "seqwright-runtime/model";
import type { Lifeline } from "../../interaction/model.ts";
import type { Participant } from "../model/diagram-model.ts";
import type { RoleOverride } from "../model/overrides.ts";
import type { Traffic } from "../drawing/traffic.ts";
import { outsider, worker } from "./name-words.ts";
import { frontendIn, outsideNameIn, othersServiceIn, saidToBeOutside } from "./outside-party.ts";
import { findTechnology } from "./technologies.ts";

type Deduction = Pick<Participant, "role" | "kind" | "reason">;

/** What a role is deduced from. */
interface Evidence {
  readonly lifeline: Lifeline;
  readonly label: string;
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
  // `MinIO` is one word, and has a hump.
  const [technology, evidence] = findTechnology(`${words} ${label}`);
  const onlyCalled = traffic.callsMade === 0 && traffic.callsReceived > 0;
  const outside = traffic.speaksFirst && traffic.callsReceived === traffic.callbacksReceived;
  return { lifeline, label, traffic, words, technology, evidence, onlyCalled, outside };
}

function asConfigured({ role, kind, inDiagram }: RoleOverride, seen: Evidence): Deduction {
  const isOutside = seen.traffic.httpReceived > 0 || outsideNameIn(seen.words) !== undefined;
  return {
    role,
    kind: kind ?? (role === "component" ? undefined : (seen.technology ?? (isOutside ? "http" : "other"))),
    reason: inDiagram === true ? "a comment in the diagram says so" : "the configuration says so",
  };
}

/** In the order in which they are tried: what is drawn says more than a name does. */
const rules: readonly ((seen: Evidence) => Deduction | undefined)[] = [
  outsideActor,
  drawnStore,
  markedOutside,
  topicInName,
  receivesCommands,
  frontendInName,
  othersInName,
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

/** A stereotype, brackets in the label or the box around it say that somebody else runs it: whatever it does there. */
function markedOutside(seen: Evidence): Deduction | undefined {
  const said = saidToBeOutside(seen.lifeline, seen.label);
  if (said === undefined) return undefined;
  return seen.outside
    ? initiator(`${said}, and it starts without being called`, seen)
    : resource(seen.technology ?? "http", said);
}

function topicInName({ technology, traffic, words, evidence }: Evidence): Deduction | undefined {
  // Who serves requests, or asks stores, is code that only works with one: `QueueApi`.
  const isCode = worker.test(words) || traffic.httpReceived + traffic.commandsSent > 0;
  return technology === "kafka" && traffic.callsReceived > 0 && !isCode
    ? resource("kafka", `its name says "${evidence}", and messages go through it`)
    : undefined;
}

function receivesCommands({ traffic, onlyCalled }: Evidence): Deduction | undefined {
  if (traffic.sqlReceived > 0 && onlyCalled) return resource("sql", "it gets SQL");
  return traffic.redisReceived > 0 && onlyCalled ? resource("redis", "it gets Redis commands") : undefined;
}

/** A frontend that is called (by its user, by pushes) is outside all the same; one that serves requests is none. */
function frontendInName(seen: Evidence): Deduction | undefined {
  const { traffic, lifeline, label, outside } = seen;
  const isServer = traffic.httpReceived + traffic.sqlReceived + traffic.redisReceived + traffic.commandsSent;
  if (outside || isServer > 0 || traffic.callsMade + traffic.callsReceived === 0) return undefined;
  const found = frontendIn(lifeline, label);
  return found === undefined ? undefined : initiator(`its name says "${found}"`, seen);
}

/** Whose name says that others run it, as long as nothing of its own is drawn. */
function othersInName({ traffic, onlyCalled, words, technology }: Evidence): Deduction | undefined {
  if (traffic.callsReceived === 0 || traffic.selfCalls > 0 || technology !== undefined) return undefined;
  if (!onlyCalled && !traffic.onlyCallsBack) return undefined;
  const found = outsideNameIn(words) ?? othersServiceIn(words);
  if (found === undefined) return undefined;
  const calls = onlyCalled ? "it calls nobody" : "it only calls back";
  return resource("http", `its name says "${found}", and ${calls}`);
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

function component({ lifeline: { stereotypes }, traffic }: Evidence): Deduction {
  const [stereotype] = stereotypes;
  const shown = stereotype === undefined ? "" : ` («${stereotype}»)`;
  return { role: "component", kind: undefined, reason: `${whyComponent(traffic)}${shown}` };
}

function whyComponent({ callsMade, callsReceived, selfCalls }: Traffic): string {
  const works = callsMade + selfCalls > 0;
  if (callsReceived > 0) return works ? "it is called and does work of its own" : "it is called";
  return works ? "it does work of its own, and nobody calls it" : "no arrow leads to it or from it";
}
