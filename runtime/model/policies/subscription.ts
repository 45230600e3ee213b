import { phrases } from "../language/phrases.ts";
import { quoted } from "../language/directive-words.ts";
import { differing } from "../policy/contradiction.ts";
import type { PolicyDefinition } from "../policy/policy-definition.ts";
import { consumerKeeps } from "../policy/policy-keeper.ts";

/** Which events of which topic are listened to. */
export interface SubscriptionPolicy {
  readonly kind: "subscription";
  readonly topic?: string | undefined;
  readonly event?: string | undefined;
}

const subscribing = phrases({ ko: /구독/, en: /subscri(?:bes?|ption)|\bconsumes?\b/i, ja: /購読/ });
const notSubscribing = phrases({
  ko: /구독\s?(?:취소|해지|자|안|하지)/,
  en: /unsubscri|not\s+(?:subscribe|consume)/i,
  ja: /購読(?:解除|しない)/,
});
const name = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:[.-][\p{L}\p{N}_]+)*`;
const eventLine = new RegExp(
  String.raw`^(?:이벤트(?:\s?타입|\s?유형|\s?명)?|event(?:\s?(?:type|name))?|イベント(?:タイプ|種別)?)\s*[:=]\s*(${name})$`,
  "iu",
);
const topicLine = new RegExp(
  String.raw`^(?:(?:kafka\s+)?(?:topic|토픽|トピック)(?:\s?(?:name|명))?)\s*[:=]\s*(${name})$`,
  "iu",
);
const topicInLine = new RegExp(
  String.raw`(?:topic|토픽|トピック)\s*[:=]?\s*["']?(${name})|["']?(${name})["']?\s+(?:topic|토픽|トピック)`,
  "iu",
);
const bareTopic = /^[a-z_][\w]*(?:[.-][\w]+)+$/i;

export const subscription: PolicyDefinition<SubscriptionPolicy> = {
  kind: "subscription",
  inLines(lines) {
    const [head = ""] = lines;
    if (!subscribing.in(head) || notSubscribing.in(head)) return undefined;
    const said = topicInLine.exec(head);
    const dotted = head.split(/[\s:,'"()]+/).find((word) => bareTopic.test(word));
    let topic = dotted ?? said?.[1] ?? said?.[2];
    let event: string | undefined;
    let length = 1;
    for (const below of lines.slice(1, 5)) {
      const stated =
        topicLine.exec(below)?.[1] ?? (topic === undefined && bareTopic.test(below) ? below : undefined);
      const typed = eventLine.exec(below)?.[1];
      if (stated === undefined && typed === undefined) break;
      topic = stated ?? topic;
      event = typed ?? event;
      length += 1;
    }
    if (topic === undefined && event === undefined) return undefined;
    return { policy: { kind: "subscription", topic, event }, length };
  },
  directives: {
    subscription: {
      form: "subscription <topic> [<event>]",
      read: ([topic, event, ...more]) =>
        topic === undefined || more.length > 0 ? undefined : { kind: "subscription", topic, event },
    },
  },
  toDirective: ({ topic = "", event }) =>
    ["subscription", quoted(topic), ...(event === undefined ? [] : [quoted(event)])].join(" "),
  examples: {
    ko: [
      [
        "Kafka 구독\nevent-topic\n이벤트 타입: ContentCreated",
        { kind: "subscription", topic: "event-topic", event: "ContentCreated" },
      ],
    ],
    en: [["subscribes to orders.created topic", { kind: "subscription", topic: "orders.created" }]],
    ja: [["購読: order-events トピック", { kind: "subscription", topic: "order-events" }]],
  },
  standsAt: ["entry", "diagram"],
  contradicts: [
    differing<SubscriptionPolicy>("subscription", ({ topic }) => topic, "the topic"),
    differing<SubscriptionPolicy>("subscription", ({ event }) => event, "the event"),
  ],
  keptBy: [consumerKeeps("the consumer listens to this topic, and skips events of other types")],
  describe: ({ topic, event }) =>
    `listens to ${topic === undefined ? "" : `topic "${topic}"`}${topic !== undefined && event !== undefined ? " " : ""}${event === undefined ? "" : `for ${event}`}`,
};
