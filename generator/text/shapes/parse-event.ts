/** The event that a sentence names, when a hint word such as `이벤트`, `event` or `publish` stands beside a name of that form. */
export function eventName(prose: string): string | undefined {
  if (prose.length > proseMax) return undefined;
  const words = prose
    .split(/[\s:,()]+/)
    .map((word) => word.replace(/^["'“<]+|["'”>.;!]+$/g, ""))
    .filter((word) => word !== "");
  if (words.length > wordsMax) return undefined;
  const named = words.flatMap((word, index) => {
    const name = word.replace(attachedParticle, "");
    return isNamedEvent(words, index, name) ? [name] : [];
  });
  return new Set(named).size === 1 ? named[0] : undefined;
}

const proseMax = 400;
const wordsMax = 12;

const attachedParticle = /(?:을|를|이|가|은|는|의)$/u;
const noun = /^(?:event|events|evt|이벤트(?:를|을|가|의)?|イベント|事件|ereignis|évènement|événement)$/i;
const verb =
  /^(?:(?:re)?publish(?:es|ed|ing)?|emit(?:s|ted|ting)?|dispatch(?:es|ed)?|consume[sd]?|subscribes?|raises?|발행(?:한다|함)?|수신(?:한다|함)?|구독|소비|発行|受信|購読|発布)$/i;
const topicWord = /^(?:topic|토픽|トピック|queue|큐|channel|채널)/i;

/** Names of programs and formats that look like event names. */
const technical = new Set(
  "EventBus EventHandler EventStore RabbitMQ CloudEvents KafkaEvent DomainEvent EventListener EventBridge PostgreSQL".split(
    " ",
  ),
);

function isNamedEvent(words: readonly string[], index: number, name: string): boolean {
  const before = words[index - 1] ?? "";
  const after = words[index + 1] ?? "";
  if (technical.has(name) || topicWord.test(after)) return false;
  const besideNoun =
    noun.test(before) || noun.test(after) || (verb.test(words[index - 2] ?? "") && noun.test(before));
  const besideVerb = verb.test(before) || verb.test(after);
  if (/^[A-Z][a-z\d]+(?:[A-Z]+[a-z\d]+)+$/.test(name)) return besideNoun || besideVerb;
  if (
    /^[a-z][a-z\d]*(?:\.[a-z][a-z\d-]*)+$/.test(name) &&
    !/\.(?:com|org|net|io|json|xml|md|java|ts)$/.test(name)
  )
    return besideNoun || besideVerb;
  // English has many hyphened words (`long-running event`): only where nothing else is said.
  if (/^[a-z][a-z\d]*(?:-[a-z\d]+)+$/.test(name))
    return (
      (besideNoun || besideVerb) &&
      words.every((word, at) => at === index || noun.test(word) || verb.test(word))
    );
  return false;
}

/** `OrderPaid` of `OrderPaid {orderId}` and `order.paid`: the one word that a text is, but for its payload. */
export function eventWord(text: string): string | undefined {
  return /^[\p{L}\p{N}._:-]+(?=\s*(?:\{|$))/u.exec(text)?.[0];
}
