import { phrases } from "../language/phrases.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { broken, idle, kept, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView, ViewedStep } from "../policy/policy-view.ts";

/** Who reads next sees the newest state. */
export interface Freshness {
  readonly kind: "freshness";
  /** Where it is read from. */
  readonly place?: string | undefined;
}

const next = phrases({
  ko: /(?:다음|이후|차후)\s*(?:조회|읽기|요청|접근)/,
  en: /\b(?:next|subsequent|later)\s+(?:read|lookup|query|request|fetch|get|call|access)/i,
  ja: /次回.{0,6}(?:参照|取得|読)/,
});
const newest = phrases({ ko: /최신/, en: /latest|fresh|up-to-date|newest|new state/i, ja: /最新/ });

export const freshness: PolicyDefinition<Freshness> = {
  kind: "freshness",
  inLine(line) {
    const found = next.find(line);
    if (found === undefined || !newest.in(line)) return undefined;
    const place =
      /([\p{L}\p{N}_-]+)에서/u.exec(line.slice(found.index))?.[1] ??
      /\bfrom\s+(?:the\s+)?([\p{L}\p{N}_-]+)/iu.exec(line)?.[1];
    return { kind: "freshness", place };
  },
  directives: {
    freshness: {
      form: "freshness [<place>]",
      read: (words) => ({ kind: "freshness", place: words.join(" ") || undefined }),
    },
  },
  toDirective: ({ place }) => `freshness${place === undefined ? "" : ` ${place}`}`,
  examples: {
    ko: [["다음 조회 시 DB에서 최신 데이터 로드", { kind: "freshness", place: "DB" }]],
    en: [["the next read gets the latest state from the database", { kind: "freshness", place: "database" }]],
    ja: [["次回の参照時に最新データを反映", { kind: "freshness" }]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  keptBy: [
    {
      by: "check",
      how: "what is cached is deleted or rewritten after the database was changed",
      judge: renewedAfterwards,
    },
  ],
  describe: ({ place }) => `the next read sees the newest state${place === undefined ? "" : ` of ${place}`}`,
};

function renewedAfterwards(_: Freshness, { steps, participants }: PolicyView): Verdict {
  const kinds = new Map(participants.map(({ code, kind }) => [code, kind]));
  const writes = ({ to, effect }: ViewedStep, kind: string): boolean =>
    kinds.get(to) === kind && (effect === "changes" || effect === "deletes");
  const changed = steps.findIndex((step) => writes(step, "sql"));
  const renewed = steps.findLastIndex((step) => writes(step, "redis"));
  const [change, renewal] = [steps[changed], steps[renewed]];
  if (change === undefined || renewal === undefined) return idle("no cache is renewed where it stands");
  return renewed > changed
    ? kept
    : broken("the cache is renewed before the database is changed", [renewal.id, change.id]);
}
