import type { PolicyContent } from "../model.ts";
import { parseDuration } from "../lexical/parse-duration.ts";

/**
 * A policy written as a directive, where a note would be too loose: `policy retry 3 every 1s`,
 * `policy order "X" then "Y"`, `policy ttl job:{jobId} 7d`. Undefined when it is no known policy or lacks a part.
 */
export function readPolicyDirective(words: string): PolicyContent | undefined {
  const all = (words.slice(0, 2000).match(/"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replace(/^"([^"]*)"$/, "$1"),
  );
  if (all[0]?.toLowerCase() === "policy") all.shift();
  const [kind = "", ...rest] = all;
  return directives.get(kind.toLowerCase())?.(rest);
}

/** How each policy is written, for who got one wrong. */
export const policyForms: ReadonlyMap<string, string> = new Map([
  ["at-least-once", "at-least-once"],
  ["at-most-once", "at-most-once"],
  ["exactly-once", "exactly-once"],
  ["idempotent", "idempotent"],
  ["background", "background"],
  ["immediate-return", "immediate-return"],
  ["transaction", "transaction"],
  ["no-retry", "no-retry"],
  ["retry", "retry <number> [every <duration>], such as retry 3 every 1s"],
  ["dead-letter", "dead-letter [<topic>]"],
  ["subscription", "subscription <topic> [<event>]"],
  ["ttl", "ttl <subject> <duration>, such as ttl order:{id} 7d"],
  ["order", "order <first> then <second>"],
  ["polling", "polling every <duration> [for <duration>], such as polling every 2s for 30s"],
  ["timeout", "timeout <duration> [<reaction>], such as timeout 5s"],
  ["states", "states <subject> <state> <state> …"],
  ["values", "values <value> <value> …"],
  ["storage", "storage <place> permanent|temporary [<duration>]"],
  ["freshness", "freshness [<place>]"],
  ["time-goal", "time-goal <subject> [p95|average] within <duration>"],
]);

type Reader = (words: readonly string[]) => PolicyContent | undefined;

const alone =
  (policy: PolicyContent): Reader =>
  (words) =>
    words.length === 0 ? policy : undefined;

const directives: ReadonlyMap<string, Reader> = new Map<string, Reader>(
  Object.entries<Reader>({
    "at-least-once": alone({ kind: "delivery", guarantee: "at-least-once" }),
    "at-most-once": alone({ kind: "delivery", guarantee: "at-most-once" }),
    "exactly-once": alone({ kind: "delivery", guarantee: "exactly-once" }),
    idempotent: alone({ kind: "idempotency" }),
    idempotency: alone({ kind: "idempotency" }),
    background: alone({ kind: "background" }),
    "immediate-return": alone({ kind: "immediate-return" }),
    transaction: alone({ kind: "transaction" }),
    "no-retry": alone({ kind: "retry", retriesMax: 0, delayMs: undefined }),
    retry: (words) => {
      const retriesMax = count(words[0]);
      const delay =
        words.length > 1 ? durationAfter(words.slice(1), ["every", "delay", "backoff", "after"]) : undefined;
      if (retriesMax === undefined || (words.length > 1 && delay === undefined)) return undefined;
      return { kind: "retry", retriesMax, delayMs: delay };
    },
    "dead-letter": (words) => (words.length > 1 ? undefined : { kind: "dead-letter", topic: words[0] }),
    subscription: ([topic, event, ...more]) =>
      topic === undefined || more.length > 0 ? undefined : { kind: "subscription", topic, event },
    ttl: (words) => {
      const ms = parseDuration(words.at(-1) ?? "");
      const subject = words.slice(0, -1).join(" ");
      return ms === undefined || subject === "" ? undefined : { kind: "ttl", subject, seconds: ms / 1000 };
    },
    order: (words) => {
      const at = words.indexOf("then");
      const first = words.slice(0, Math.max(0, at)).join(" ");
      const second = words.slice(at + 1).join(" ");
      return at < 0 || first === "" || second === "" ? undefined : { kind: "ordering", first, second };
    },
    polling: (words) => {
      const intervalMs = durationAfter(words, ["every"]);
      const limitMs = durationAfter(words, ["for"]);
      const times = words.indexOf("times");
      const attemptsMax = times > 0 ? count(words[times - 1]) : undefined;
      return intervalMs === undefined && limitMs === undefined && attemptsMax === undefined
        ? undefined
        : { kind: "polling", intervalMs, limitMs, attemptsMax };
    },
    timeout: ([after = "", ...reaction]) => {
      const afterMs = parseDuration(after);
      return afterMs === undefined
        ? undefined
        : { kind: "timeout", afterMs, reaction: reaction.join(" ") || undefined };
    },
    states: ([subject, ...states]) =>
      subject === undefined || states.length < 2
        ? undefined
        : { kind: "states", subject, states: states.filter((word) => !/^(?:→|->)$/.test(word)) },
    values: (values) => (values.length < 2 ? undefined : { kind: "values", values, count: values.length }),
    storage: ([place, durability, lasting, ...more]) => {
      if (
        place === undefined ||
        (durability !== "permanent" && durability !== "temporary") ||
        more.length > 0
      )
        return undefined;
      const ms = lasting === undefined ? undefined : parseDuration(lasting);
      if (lasting !== undefined && ms === undefined) return undefined;
      return { kind: "storage", place, durability, seconds: ms === undefined ? undefined : ms / 1000 };
    },
    freshness: (words) => ({ kind: "freshness", place: words.join(" ") || undefined }),
    "time-goal": (words) => {
      const withinMs = durationAfter(words, ["within"]);
      const at = words.indexOf("within");
      const percentile = /^p(\d{2}(?:\.\d{1,2})?)$/i.exec(words[at - 1] ?? "")?.[1];
      const statistic =
        percentile !== undefined ? "percentile" : words[at - 1] === "average" ? "average" : "max";
      const subject = words.slice(0, statistic === "max" ? at : at - 1).join(" ");
      if (withinMs === undefined || subject === "") return undefined;
      return {
        kind: "time-goal",
        subject,
        statistic,
        percentile: percentile === undefined ? undefined : Number(percentile),
        withinMs,
      };
    },
  }),
);

function count(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,6}$/.test(word) ? Number(word) : undefined;
}

function durationAfter(words: readonly string[], markers: readonly string[]): number | undefined {
  const at = words.findIndex((word) => markers.includes(word.toLowerCase()));
  return at < 0 ? undefined : parseDuration(words[at + 1] ?? "");
}
