import type { ResourceKind } from "seqwright-runtime/model";
import type { Lifeline } from "../../interaction/model.ts";
import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import { stripMarkup } from "../../text/lexical/strip-markup.ts";
import type { Participant, Role } from "../model/diagram-model.ts";
import { configuredName, type Overrides } from "../model/overrides.ts";

/** What a lifeline does in the diagram, counted over its arrows; the shape of its messages betrays its role. */
export interface Traffic {
  readonly callsMade: number;
  readonly callsReceived: number;
  /** Calls it receives on an object that it handed out itself (`ack.acknowledge()`). */
  readonly callbacksReceived: number;
  /** It makes a call before it receives any. */
  readonly speaksFirst: boolean;
  readonly sqlReceived: number;
  readonly redisReceived: number;
}

type Deduction = Pick<Participant, "role" | "kind" | "reason">;

const technologies: readonly (readonly [ResourceKind, RegExp])[] = [
  [
    "sql",
    /\b(db|database|rdb|rdbms|postgres(ql)?|mysql|mariadb|oracle|sql|sqlite)\b|데이터\s?베이스|디비|データベース/iu,
  ],
  ["redis", /\b(redis|cache|valkey|memcached?)\b|캐시|キャッシュ/iu],
  [
    "kafka",
    /\b(kafka|topic|queue|mq|rabbitmq|sqs|sns|pub\/?sub|event ?bus|broker|stream)\b|토픽|큐|メッセージ/iu,
  ],
  ["s3", /\b(minio|s3|bucket|object ?stor(e|age)|blob)\b|버킷|스토리지/iu],
  ["http", /\b(external|3rd[- ]party|third[- ]party)\b|외부/iu],
];

const outsider =
  /\b(client|user|browser|frontend|front-end|customer|mobile|app|web ?ui|admin|operator|scheduler|cron|timer|listener|consumer|subscriber|trigger)\b|사용자|클라이언트|고객|유저|리스너|컨슈머|ユーザー?/iu;

/** Names of things that work with a technology, rather than being it. */
const worker =
  /\b(service|handler|controller|consumer|listener|worker|processor|publisher|producer|manager|engine)\b/iu;

/** A participant before it is known what is asked of it. */
export type DescribedParticipant = Omit<Participant, "operations" | "collaborators" | "goesOn" | "provision">;

/** Gives every lifeline its role and its names, each with the reason for it. */
export function describeParticipant(
  lifeline: Lifeline,
  traffic: Traffic,
  overrides: Overrides,
): DescribedParticipant {
  const lines = lifeline.display.lines
    .map((line) => stripMarkup(line.text).trim())
    .filter((line) => line !== "");
  const label = lines.join(" ") || lifeline.code;
  const deduced = deduceRole(lifeline, label, traffic, overrides);
  return {
    code: lifeline.code,
    label,
    ...deduced,
    topic: topicIn(lines, deduced.kind),
    typeName: typeName(lifeline.code, label, overrides),
    fieldName: fieldName(lifeline.code, label, overrides),
    span: lifeline.span,
  };
}

/** The line of a label that names a topic: by its spelling, or as the only word beside those for the technology. */
function topicIn(lines: readonly string[], kind: ResourceKind | undefined): string | undefined {
  if (lines.length < 2) return undefined;
  const spelled = lines.find((line) => /^[a-z0-9]+([-._][a-z0-9]+)+$/u.test(line));
  if (spelled !== undefined || kind !== "kafka") return spelled;
  const others = lines.filter(
    (line) => findTechnology(line)[0] === undefined && !/^[(<«].*[)>»]$/u.test(line),
  );
  const [only] = others;
  if (others.length !== 1 || only === undefined || !/^[\p{L}\p{N}_]+$/u.test(only)) return undefined;
  return worker.test(only) || outsider.test(only) ? undefined : only;
}

function deduceRole(lifeline: Lifeline, label: string, traffic: Traffic, overrides: Overrides): Deduction {
  const configured = overrides.roles[lifeline.code];
  // Humps are cut so that `MinioSvc` and `UserDB` show the words that they are made of.
  const words = `${label} ${lifeline.code} ${lifeline.stereotypes.join(" ")}`.replace(
    /(\p{Ll}|\d)(?=\p{Lu})/gu,
    "$1 ",
  );
  const [technology, evidence] = findTechnology(words);
  if (configured !== undefined) {
    return {
      role: configured.role,
      kind: configured.kind ?? (configured.role === "component" ? undefined : (technology ?? "other")),
      reason:
        configured.inDiagram === true ? "a comment in the diagram says so" : "the configuration says so",
    };
  }
  const onlyCalled = traffic.callsMade === 0 && traffic.callsReceived > 0;
  const outside = traffic.speaksFirst && traffic.callsReceived === traffic.callbacksReceived;
  const initiator = (reason: string): Deduction => ({
    role: "initiator",
    kind: technology ?? (lifeline.keyword === "queue" ? "kafka" : undefined),
    reason,
  });
  const resource = (kind: ResourceKind, reason: string): Deduction => ({ role: "resource", kind, reason });

  if (lifeline.keyword === "actor" && outside)
    return initiator(
      traffic.callbacksReceived === 0
        ? "drawn as an actor, and it is not called by others"
        : "drawn as an actor, and others only call back what it handed out",
    );
  if (lifeline.keyword === "database") return resource(technology ?? "sql", "drawn as a database");
  if (lifeline.keyword === "queue" && !outside) return resource("kafka", "drawn as a queue");
  if (technology === "kafka" && traffic.callsReceived > 0 && !worker.test(words)) {
    return resource("kafka", `its name says "${evidence}", and messages go through it`);
  }
  if (traffic.sqlReceived > 0 && onlyCalled) return resource("sql", "it gets SQL");
  if (traffic.redisReceived > 0 && onlyCalled) return resource("redis", "it gets Redis commands");
  if (technology !== undefined && onlyCalled) {
    return resource(technology, `its name says "${evidence}", and it calls nobody`);
  }
  if (lifeline.keyword === "collections" && onlyCalled)
    return resource("other", "drawn as a collection, and it calls nobody");
  if (outside && outsider.test(words)) {
    return initiator(
      `its name says "${outsider.exec(words)?.[0] ?? ""}", and it starts without being called`,
    );
  }
  if (outside && traffic.callsMade > 0) return initiator("it starts without being called");
  if (lifeline.keyword === "actor") return initiator("drawn as an actor");
  const stereotype = lifeline.stereotypes[0];
  return {
    role: "component",
    kind: undefined,
    reason:
      stereotype === undefined
        ? "it is called and does work of its own"
        : `it is called and does work of its own («${stereotype}»)`,
  };
}

function findTechnology(words: string): readonly [ResourceKind | undefined, string] {
  for (const [kind, pattern] of technologies) {
    const found = pattern.exec(words);
    if (found !== null) return [kind, found[0]];
  }
  return [undefined, ""];
}

function typeName(code: string, label: string, overrides: Overrides): string {
  const configured = configuredName(overrides, code, label);
  if (configured !== undefined) return pascalCase(configured);
  const latin = /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}\p{S}]+$/u;
  // A Latin code reads better in code than a translated label, but a label that is a name already is the name itself.
  return pascalCase(!latin.test(label) && latin.test(code) ? code : label, "Participant");
}

function fieldName(code: string, label: string, overrides: Overrides): string {
  return camelCase(code === label ? (configuredName(overrides, code, label) ?? label) : code, "participant");
}

/** The diagram's border as a participant, for arrows that come from or go to nowhere. */
export function borderParticipant(code: "[" | "]", span: Participant["span"]): DescribedParticipant {
  const side = code === "[" ? "left" : "right";
  return {
    code,
    label: `${side} border`,
    role: "initiator" satisfies Role,
    kind: undefined,
    reason: `arrows from or to the ${side} border come from outside the diagram`,
    topic: undefined,
    typeName: side === "left" ? "Outside" : "OutsideRight",
    fieldName: side === "left" ? "outside" : "outsideRight",
    span,
  };
}
