import { messageLines } from "../../text/lexical/message-lines.ts";
import { parseNamedList } from "../../text/shapes/parse-call.ts";
import type { ReadArrow } from "./read-arrows.ts";

/**
 * `조회수 증가(product)`, `리포트 생성(방문 수)`: words in brackets behind a sentence are its parameters where each of them
 * is what the diagram calls a value. By their spelling alone they could as well be a remark.
 */
export function nameParameters(
  arrows: readonly ReadArrow[],
  isValue: (name: string) => boolean,
): readonly ReadArrow[] {
  return arrows.map((arrow) => {
    const { meaning, paired, label } = arrow;
    if (meaning.kind !== "prose" || paired.kind === "reply") return arrow;
    const call = parseNamedList(messageLines(label).head.join(" "), isValue);
    return call === undefined
      ? arrow
      : { ...arrow, meaning: { ...call, caption: "", details: meaning.details } };
  });
}
