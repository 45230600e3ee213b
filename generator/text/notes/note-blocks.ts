import type { PolicyContent } from "../model.ts";
import type { NoteLine } from "./note-lines.ts";

/** A policy that needs several lines: a subscription with its topic and event, or values listed below their name. */
export function blockPolicy(
  lines: readonly NoteLine[],
  index: number,
): { readonly content: PolicyContent; readonly length: number } | undefined {
  const line = lines[index];
  if (line === undefined || line.form === "blank" || line.text.length > 300) return undefined;
  return subscriptionAt(lines, index) ?? valuesAt(line.text, lines[index + 1]);
}

const name = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:[.-][\p{L}\p{N}_]+)*`;
const subscribing = /구독|subscri(?:bes?|ption)|\bconsumes?\b|購読/i;
const eventLine = new RegExp(
  String.raw`^(?:이벤트(?:\s?타입|\s?유형|\s?명)?|event(?:\s?(?:type|name))?|イベント(?:タイプ|種別)?)\s*[:=]\s*(${name})$`,
  "iu",
);
const topicLine = new RegExp(
  String.raw`^(?:(?:kafka\s+)?(?:topic|토픽|トピック)(?:\s?(?:name|명))?)\s*[:=]\s*(${name})$`,
  "iu",
);
const topicInLine = new RegExp(
  String.raw`(?:topic|토픽|トピック)\s*[:=]?\s*["']?(${name})|["']?(${name})["']?\s+(?:topic|토픽)`,
  "iu",
);
const bareTopic = /^[a-z_][\w]*(?:[.-][\w]+)+$/i;

function subscriptionAt(
  lines: readonly NoteLine[],
  index: number,
): { readonly content: PolicyContent; readonly length: number } | undefined {
  const head = lines[index]?.text ?? "";
  if (
    !subscribing.test(head) ||
    /구독\s?(?:취소|해지|자|안|하지)|unsubscri|not\s+(?:subscribe|consume)/i.test(head)
  )
    return undefined;
  const said = topicInLine.exec(head);
  const dotted = head.split(/[\s:,'"()]+/).find((word) => bareTopic.test(word));
  let topic = dotted ?? said?.[1] ?? said?.[2];
  let event: string | undefined;
  let length = 1;
  for (; length <= 4; length += 1) {
    const below = lines[index + length]?.text ?? "";
    const stated =
      topicLine.exec(below)?.[1] ?? (topic === undefined && bareTopic.test(below) ? below : undefined);
    const typed = eventLine.exec(below)?.[1];
    if (stated === undefined && typed === undefined) break;
    topic = stated ?? topic;
    event = typed ?? event;
  }
  if (topic === undefined && event === undefined) return undefined;
  return { content: { kind: "subscription", topic, event }, length };
}

/** `3가지 스타일 확인` + `(simple, fancy, trendy)`, on one line or two; also `one of: a, b`. */
function valuesAt(
  text: string,
  next: NoteLine | undefined,
): { readonly content: PolicyContent; readonly length: number } | undefined {
  const counted =
    /(?<![\d.])(\d{1,3})\s?(?:가지|종류|개의|種類|types|kinds|styles|values|options|variants)(?![\p{L}])/iu.exec(
      text,
    );
  const here = /\(([^()]+)\)\s*$/.exec(text)?.[1];
  if (counted !== null) {
    const count = Number(counted[1]);
    const inline = valueList(here ?? /:\s*([^:]+)$/.exec(text)?.[1]);
    if (inline !== undefined) return { content: { kind: "values", values: inline, count }, length: 1 };
    const below = next?.form === "plain" ? valueList(/^\(([^()]+)\)$/.exec(next.text)?.[1]) : undefined;
    return below === undefined ? undefined : { content: { kind: "values", values: below, count }, length: 2 };
  }
  const allowed = valueList(
    /(?:one of|allowed values?|허용 ?값|가능한 ?값)\s*:?\s*[([{]?([^()[\]{}]+)[)\]}]?$/i.exec(text)?.[1],
  );
  return allowed === undefined
    ? undefined
    : { content: { kind: "values", values: allowed, count: undefined }, length: 1 };
}

function valueList(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const values = text
    .split(/\s*(?:,|\||\/|、)\s*/)
    .map((value) => value.trim().replace(/^["'](.*)["']$/, "$1"));
  const plain =
    values.length >= 2 &&
    values.length <= 50 &&
    values.every((value) => /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u.test(value));
  return plain ? values : undefined;
}
