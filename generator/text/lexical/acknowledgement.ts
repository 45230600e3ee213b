/**
 * Whether an answer only says how it went: `ok`, `order saved`, `저장 완료`, `成功`. It carries no value, whatever was
 * asked. Punctuation and remarks in brackets do not count.
 */
export function isAcknowledgement(text: string): boolean {
  const words = text
    .slice(0, lengthMax)
    .replaceAll(/\([^()]*\)/g, " ")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}']+/u)
    .filter((word) => word !== "");
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (words.every((word) => outcomes.has(word) || fillers.has(word))) return true;
  if (outcomes.has(last) || (/[a-z]ed$/.test(last) && !nouns.has(last))) return true;
  if (participles.has(last) || (outcomes.has(first) && opensSentence.test(text))) return true;
  return koreanOutcome.test(last) || japaneseOutcome.test(last);
}

/** A single word that says how it went. */
export function isOutcome(word: string): boolean {
  return outcomes.has(word.toLowerCase());
}

const lengthMax = 500;

const outcomes = new Set(
  (
    "ok okay done success successful successfully ack acks acknowledge acknowledgement acknowledgment yes no void nothing " +
    "complete fail fails failure error errors exception good fine"
  ).split(" "),
);
const fillers = new Set("all is are was were the it operation request status 200 201 202 204".split(" "));
const participles = new Set(
  "sent written set put gone up sold taken kept held begun paid made built given shown told left won lost spent chosen drawn".split(
    " ",
  ),
);
/** Things, although they end as if something had been done. */
const nouns = new Set("feed seed need speed breed bed red id hundred shed bleed deed embed".split(" "));
/** `success: saved`, `ok, stored`. */
const opensSentence = /^\s*\p{L}+\s*(?:[:,.!–-]|$)/u;

const koreanOutcome = /(?:완료|성공|실패|오류|에러|예외|종료|승인|거절|거부|됨|함|했음|됐음|습니다|있음)$/u;
const japaneseOutcome = /(?:完了|成功|失敗|済み?|しました|エラー|できた|完成|失败|错误|通过)$/u;
