import { isRemarkWord, isValueWord } from "../lexical/value-words.ts";
import type { Field, Shape } from "../model.ts";
import { parseArguments } from "./parse-arguments.ts";

/**
 * The event that a sentence names, when a hint word such as `이벤트`, `event` or `publish` stands beside a name of that
 * form. What goes `throughTopic` is an event without such a word, too: `deliver OrderPaid`.
 */
export function eventName(prose: string, { throughTopic = false } = {}): string | undefined {
  if (prose.length > proseMax) return undefined;
  const words = wordsOf(prose);
  if (words.length > wordsMax) return undefined;
  return (
    onlyOne(words.filter((_, index) => isNamedEvent(words, index))) ??
    (throughTopic ? onlyOne(words.filter((_, index) => isPlainlyAnEvent(words, index))) : undefined)
  );
}

/** `OrderPaid` of `OrderPaid {orderId}` and `order.paid`: the one word that a text is, but for its payload. */
export function eventWord(text: string): string | undefined {
  const [, word, payload] = /^([\p{L}\p{N}._:-]{1,200})\s{0,20}(\{|$)/u.exec(text) ?? [];
  if (word === undefined || generic.test(word) || !/^\p{L}/u.test(word)) return undefined;
  // Japanese has no blanks: what has hiragana in it is a sentence, `注文を受信`.
  if (/\p{Script=Hiragana}/u.test(word) || wordsOf(word).length > 1) return undefined;
  // `paid` alone may be a verb as well; a payload, a capital or more than one part make it a name.
  return payload === "{" || /^\p{Lu}|[._:-]|\P{ASCII}/u.test(word) ? word : undefined;
}

/**
 * `OrderPaid 이벤트 발행 (orderId, amount: number)`: the payload, and the words before it. Undefined where not everything in
 * the brackets is a field: `(비동기)`, `(topic: orders)`.
 */
export function bracketedPayload(
  text: string,
): { readonly before: string; readonly payload: Shape } | undefined {
  const [, before = "", inside = ""] = /^([^()]{1,200})\(([^()]{1,400})\)$/u.exec(text.trim()) ?? [];
  const args = inside === "" ? undefined : parseArguments(inside);
  const fields = args?.flatMap((argument): readonly Field[] =>
    argument.kind === "name" && !isRemarkWord(argument.name) && !addressed.test(argument.name)
      ? [{ name: argument.name, shape: argument.shape ?? { kind: "unknown" }, optional: false }]
      : [],
  );
  const [only, second] = fields ?? [];
  if (args === undefined || only === undefined || fields?.length !== args.length) return undefined;
  // A single word is a field by its spelling alone, and names of types are none.
  if (second === undefined && only.shape.kind === "unknown" && !isValueWord(only.name)) return undefined;
  if (fields.every(({ name }) => /^\p{Lu}/u.test(name))) return undefined;
  return { before: before.trim(), payload: { kind: "record", fields, open: false } };
}

/** What says where a message goes, not what is in it. */
const addressed =
  /^(?:topic|queue|channel|exchange|routing_?key|partition|offset|key|group_?id|토픽|큐|채널|키|파티션)$/iu;

/** `subscribe OrderPaid`, `OrderPaid 이벤트 구독`: whoever says this to a topic wants events, and has none to give. */
export function asksForEvents(text: string): boolean {
  const shown = text.slice(0, proseMax);
  return (
    /\b(?:consum(?:e[sd]?|ing)|subscrib(?:e[sd]?|ing)|poll(?:s|ed|ing)?|fetch(?:es|ed|ing)?|listens?|receiv(?:e[sd]?|ing))\b|구독|수신|소비(?!자)|폴링|購読|受信/iu.test(
      shown,
    ) &&
    !/\b(?:publish|emit|produc|send|post|push|dispatch)\w{0,4}\b|발행|전송|전달|게시|発行|送信|配信/iu.test(
      shown,
    )
  );
}

const proseMax = 400;
const wordsMax = 12;

/** Words without punctuation and particles: `OrderPaidイベントを発行` = `OrderPaid`, `イベント`, `発行`. */
function wordsOf(prose: string): readonly string[] {
  return prose
    .replaceAll(/\((?:queue|topic|channel|큐|토픽|채널|キュー|トピック)\s?[:=]?[^()]{0,80}\)/giu, " ")
    .replaceAll(
      /(?<=[A-Za-z\d])(?=[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF])|(?<=イベント)(?=[のをがは])/gu,
      " ",
    )
    .replaceAll(/(?<=[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF])(?=[A-Za-z\d])/gu, " ")
    .split(/[\s:,()「」『』]+/u)
    .map((word) => word.replace(/^["'“<]/, "").replace(/["'”>.;!]{1,3}$/, ""))
    .map((word) => word.replace(/^[をがはの](?=.)/u, ""))
    .filter((word) => word !== "" && !particle.test(word));
}

const particle = /^(?:을|를|이|가|은|는|의|를통해|を|が|は|の|に|と)$/u;
const noun = /^(?:event|events|evt|이벤트(?:를|을|가|의)?|イベント|事件|ereignis|évènement|événement)$/i;
const verb =
  /^(?:(?:re)?publish(?:es|ed|ing)?|emit(?:s|ted|ting)?|dispatch(?:es|ed)?|consum(?:e[sd]?|ing)|subscribes?|raises?|(?:발행|수신|구독|소비)(?:한다|함|합니다|하고|하여|됨|된다|완료|처리)?|(?:発行|受信|購読|発布|配信)(?:する|した|して|される)?)$/i;
const topicWord = /^(?:topic|토픽|トピック|queue|큐|キュー|channel|채널)/i;

/** Names of programs and formats that look like event names. */
const technical = new Set(
  "EventBus EventHandler EventStore RabbitMQ CloudEvents KafkaEvent DomainEvent EventListener EventBridge PostgreSQL".split(
    " ",
  ),
);

/** What things are called that work with events. */
const worker =
  /(?:Service|Handler|Listener|Consumer|Producer|Publisher|Subscriber|Controller|Repository|Manager|Processor|Worker|Gateway|Client|Server|Topic|Queue|Bus|Broker|Exchange|Template|Group|Store|API|Api|MQ|SQL|DB)s?$/;

/** Words that say what is done with an event, or only that there is one. */
const generic =
  /^(?:events?|messages?|msg|data|payload|records?|body|json|consum\w*|poll\w*|publish\w*|subscri\w*|produc\w*|send\w*|receiv\w*|deliver\w*|notif\w*|push\w*|fetch\w*|emit\w*|dispatch\w*|forward\w*|enqueue\w*|dequeue\w*|pull\w*|listen\w*|ack\w*|nack|commit\w*|ok|done|이벤트|메시지|메세지|데이터|페이로드|(?:이벤트|메시지|메세지)?(?:전달|전송|수신|발행|구독|소비|알림|처리|요청|완료|저장|조회|응답|등록|폴링|전파|게시)|イベント|メッセージ|データ|(?:イベント|メッセージ)?(?:受信|発行|送信|購読|配信|通知|処理|完了|登録|取得))$/iu;

const constant = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;
const humped = /^[A-Z][a-z\d]+(?:[A-Z]+[a-z\d]+)+$/;

/** `OrderPaid`, `order.paid` or, where nothing else is said, `order-paid`, beside a word that speaks of events. */
function isNamedEvent(words: readonly string[], index: number): boolean {
  const name = words[index] ?? "";
  const before = words[index - 1] ?? "";
  const after = words[index + 1] ?? "";
  if (technical.has(name) || topicWord.test(after)) return false;
  const besideNoun =
    noun.test(before) || noun.test(after) || (verb.test(words[index - 2] ?? "") && noun.test(before));
  if (!besideNoun && !verb.test(before) && !verb.test(after)) return false;
  if (humped.test(name) || constant.test(name)) return true;
  if (/^[a-z][a-z\d]*(?:\.[a-z][a-z\d-]*)+$/.test(name))
    return !/\.(?:com|org|net|io|json|xml|md|java|ts)$/.test(name);
  // English has many hyphened words (`long-running event`): only where nothing else is said.
  return (
    /^[a-z][a-z\d]*(?:-[a-z\d]+)+$/.test(name) &&
    words.every((word, at) => at === index || noun.test(word) || verb.test(word))
  );
}

/** A name of several words, and not that of a program. */
function isPlainlyAnEvent(words: readonly string[], index: number): boolean {
  const name = words[index] ?? "";
  if (technical.has(name) || worker.test(name) || topicWord.test(words[index + 1] ?? "")) return false;
  return humped.test(name);
}

function onlyOne(names: readonly string[]): string | undefined {
  const [only, ...others] = new Set(names);
  return others.length === 0 ? only : undefined;
}
