import { durationText, quoted } from "../language/directive-words.ts";
import { findDurations, parseDuration } from "../language/durations.ts";
import { phrases } from "../language/phrases.ts";
import { contradiction } from "../policy/contradiction.ts";
import { participantsNamed } from "../policy/find-steps.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { broken, kept, unplaced, type Verdict } from "../policy/policy-keeper.ts";
import type { PolicyView } from "../policy/policy-view.ts";
import type { Ttl } from "./ttl.ts";

/** Where something is kept, for good or for a while. */
export interface Storage {
  readonly kind: "storage";
  readonly place: string;
  readonly durability: "permanent" | "temporary";
  readonly seconds?: number | undefined;
}

const permanently = phrases({
  ko: /영구(?:적으로)?\s?(?:저장|보관|보존)/,
  en: /(?:stored|persisted|kept|saved)\s+(?:permanently|forever|durably)|permanent(?:ly)?\s+stor(?:ed|age)/i,
  ja: /永続/,
});
const temporarily = phrases({
  ko: /임시\s?(?:저장|보관)/,
  en: /temporar(?:y|ily)\s+(?:stor|cach|kept|sav)\w*|(?:stored|cached|kept|saved)\s+temporarily/i,
  ja: /一時(?:保存|的に保存)/,
});
/** With a time to live, what is stored is stored for a while. */
const stored = phrases({ ko: /(?:에|에\s?)\s?(?:저장|보관|캐싱|캐시)/, en: /(?:stored|cached|saved)\s+in/i });

export const storage: PolicyDefinition<Storage> = {
  kind: "storage",
  inLine(line, heading) {
    const isPermanent = permanently.in(line);
    const said = isPermanent ? permanently : temporarily.in(line) ? temporarily : stored;
    if ((said === stored && !/TTL/i.test(line)) || said.promised(line) === undefined) return undefined;
    const seconds = isPermanent ? undefined : secondsIn(line);
    return {
      kind: "storage",
      place: placeOf(line, heading),
      durability: isPermanent ? "permanent" : "temporary",
      seconds,
    };
  },
  directives: {
    storage: { form: "storage <place> permanent|temporary [<duration>]", read: readDirective },
  },
  toDirective: ({ place, durability, seconds }) =>
    `storage ${quoted(place)} ${durability}${seconds === undefined ? "" : ` ${durationText(seconds * 1000)}`}`,
  examples: {
    ko: [
      [
        "Event DB: 영구 저장 (이벤트 초안 테이블)",
        { kind: "storage", place: "Event DB", durability: "permanent" },
      ],
      [
        "Redis: 임시 저장 (7일)",
        { kind: "storage", place: "Redis", durability: "temporary", seconds: 604_800 },
      ],
    ],
    en: [
      [
        "orders are stored permanently in the database",
        { kind: "storage", place: "database", durability: "permanent" },
      ],
    ],
    ja: [["Redis: 一時保存", { kind: "storage", place: "Redis", durability: "temporary" }]],
  },
  standsAt: ["entry", "call", "self step", "answer", "resource", "background work", "diagram"],
  contradicts: [
    contradiction<Storage, Storage>("storage", (one, other) =>
      one.place === other.place && one.durability !== other.durability
        ? `"${one.place}" keeps things for good in one and for a while in the other`
        : undefined,
    ),
    contradiction<Storage, Ttl>("ttl", (one, { subject }) =>
      one.durability === "permanent" && one.place === subject
        ? "what is stored for good does not expire"
        : undefined,
    ),
  ],
  keptBy: [
    { by: "check", how: "a drawn resource of this name keeps things that long", judge: fittingResource },
  ],
  describe: ({ place, durability, seconds }) =>
    `${place === "" ? "it" : `"${place}"`} keeps things ${durability === "permanent" ? "for good" : `for ${seconds === undefined ? "a while" : durationText(seconds * 1000)}`}`,
};

function fittingResource({ place, durability }: Storage, { participants }: PolicyView): Verdict {
  const named = participantsNamed(place, participants).filter(({ role }) => role === "resource");
  const [first] = named;
  if (first === undefined) return unplaced(`no drawn resource is called "${place}"`);
  if (durability === "permanent" && named.every(({ kind }) => kind === "redis"))
    return broken(`"${first.label}" is a cache, which keeps nothing for good`, []);
  return kept;
}

function secondsIn(line: string): number | undefined {
  const ms = findDurations(line)[0]?.ms;
  return ms === undefined ? undefined : ms / 1000;
}

const storedIn = [
  /([\p{L}\p{N}_-]+(?:\s(?:DB|Cache|캐시|데이터베이스))?)에\s?(?:임시\s?|영구\s?(?:적으로\s?)?)?(?:저장|보관|캐싱|캐시|보존)/u,
  /(?:stored|cached|saved|kept|persisted)\s(?:\w+\s)?in\s+(?:the\s+)?([\p{L}\p{N}_-]+(?:\s(?:DB|Cache|cache|database))?)/iu,
  /^([^:]{1,60}):\s/,
];

function placeOf(line: string, heading: string): string {
  const named = storedIn.map((form) => form.exec(line)?.[1]).find((found) => found !== undefined);
  return named?.trim() ?? heading;
}

function readDirective(words: readonly string[]): Storage | undefined {
  const [place, durability, lasting, ...more] = words;
  if (place === undefined || (durability !== "permanent" && durability !== "temporary") || more.length > 0)
    return undefined;
  const ms = lasting === undefined ? undefined : parseDuration(lasting);
  if (lasting !== undefined && ms === undefined) return undefined;
  return { kind: "storage", place, durability, seconds: ms === undefined ? undefined : ms / 1000 };
}
