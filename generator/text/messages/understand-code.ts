import { isOutcome } from "../lexical/acknowledgement.ts";
import { caption, type MessageLines, unbracketed } from "../lexical/message-lines.ts";
import { withoutOrNothing } from "../lexical/or-nothing.ts";
import type { Meaning } from "../model.ts";
import { parseCall, parseCallInWords, parseParameterList } from "../shapes/parse-call.ts";
import { parseAssignment } from "../shapes/parse-assignment.ts";
import { isTypeName, parseType, unwrapCarrier } from "../shapes/parse-type.ts";
import { bareConstant } from "../shapes/parse-constant.ts";
import type { MessageContext } from "./message-context.ts";

/** `name(args)` on one line or over several, with prose above or below. */
export function understandCall(
  { head, details }: MessageLines,
  { direction }: MessageContext,
): Meaning | undefined {
  for (const [start, line] of head.slice(0, linesMax).entries()) {
    const assigned = direction === "request" ? parseAssignment(head.slice(start).join(" ")) : undefined;
    const call = assigned === undefined ? undefined : parseCall(assigned.asked);
    if (assigned !== undefined && call !== undefined) {
      const words = caption(...head.slice(0, start), call.remark);
      return { ...call.meaning, assigned: assigned.name, caption: words, details };
    }
    if (!/^(?:await\s+)?[\p{L}_$][\p{L}\p{M}\p{N}_$.:<>-]*\(/u.test(line)) continue;
    for (let end = start + 1; end <= Math.min(head.length, start + callLinesMax); end += 1) {
      const call = parseCall(head.slice(start, end).join(" "));
      if (call === undefined) continue;
      const words = [...head.slice(0, start), call.remark, ...head.slice(end)];
      return { ...call.meaning, caption: caption(...words), details };
    }
  }
  if (direction === "reply") return undefined;
  for (const [index, line] of head.slice(0, linesMax).entries()) {
    const call = parseCallInWords(line);
    if (call !== undefined)
      return { ...call, caption: caption(...head.slice(0, index), ...head.slice(index + 1)), details };
  }
  return undefined;
}

/** `예약 요청 (itemId, userId)`, also with the list on the next lines. */
export function understandParameterList(
  { head, details }: MessageLines,
  { direction }: MessageContext,
): Meaning | undefined {
  if (direction === "reply" || head.length > linesMax) return undefined;
  const call = parseParameterList(head.join(" "));
  return call && { ...call, caption: "", details };
}

/** `throw NotFoundException("…")`; in an answer also `NotFoundException` alone. */
export function understandThrow(
  { head, details }: MessageLines,
  { direction }: MessageContext,
): Meaning | undefined {
  const text = head.join(" ");
  if (text.length > throwMax) return undefined;
  const thrown =
    /^(?:throws?|throwing|raises?|rethrows?)\s+(?:new\s+|an?\s+)?([\p{L}_][\p{L}\p{N}_.]*)\s*(?:\((?:\s*"([^"]*)"|([^()]*))[^()]*\)|:\s*(\S[^]*))?\s*(\([^()]*\)|)$/u.exec(
      text,
    );
  if (thrown?.[1] !== undefined && errorName.test(thrown[1])) {
    const argument = thrown[3]?.trim();
    const quoted = thrown[2] ?? thrown[4]?.replace(/^"(.*)"$/, "$1");
    return {
      kind: "throw",
      error: lastName(thrown[1]),
      message: quoted ?? (argument === "" ? undefined : argument),
      caption: unbracketed(thrown[5] ?? ""),
      details,
    };
  }
  if (direction === "request") return undefined;
  const answered =
    /^([\p{Lu}\p{Lo}][\p{L}\p{N}_]*(?:Exception|Error))(?:\s*\(\s*(?:"([^"]*)"|([^()]*))\s*\)|\s*:\s*(\S[^]*)|\s+((?:발생|던짐|반환|전파|throw|thrown|raised)\S*))?$/u.exec(
      text,
    );
  if (answered?.[1] === undefined) return undefined;
  const message = answered[2] ?? answered[4]?.replace(/^"(.*)"$/, "$1");
  return {
    kind: "throw",
    error: answered[1],
    message,
    caption: caption(answered[5] ?? answered[3] ?? ""),
    details,
  };
}

/** Scripts without capitals need a word that says what it is. */
const errorName = /^(?:\p{Lu}|\p{Lo}.*(?:Exception|Error|예외|오류|에러|例外|エラー)$)/u;

/** `null (캐시 미스)`, `없음`, `not found`. */
export function understandNothing(
  { head, details }: MessageLines,
  { direction }: MessageContext,
): Meaning | undefined {
  if (direction === "request") return undefined;
  const match =
    /^(?:returns?\s+)?(?:null|nil|none|undefined|nothing|empty|(?:optional|mono|option)\.(?:empty|none)(?:\(\))?|not found|no data|no result|없음|빈 값|데이터 없음|결과 없음|なし|該当なし|空)(?:\s*[(:-]\s*([^()]*?)\)?)?$/i.exec(
      head.join(" ").slice(0, 300),
    );
  return match === null ? undefined : { kind: "nothing", caption: caption(match[1] ?? ""), details };
}

/** `(CompletableFuture<Void>)`, `(return)`, `void`, `List<Order>`. */
export function understandReturnType({ head, details }: MessageLines): Meaning | undefined {
  const whole = head.join(" ");
  if (whole.length > 200) return undefined;
  const inside = unbracketed(whole);
  if (/^(?:returns?|void|Void|unit|)$/.test(inside) && whole !== "") {
    return { kind: "return-type", text: inside, asynchronous: false, shape: undefined, caption: "", details };
  }
  const type = inside.replace(/^returns?\s+/i, "");
  const bracketed = inside !== whole.trim();
  if (!/^[\w.]+\s*<[^]*>$/.test(type) && !/^\w+\[\]$/.test(type) && !(bracketed && isTypeName(type)))
    return undefined;
  const carried = unwrapCarrier(type);
  return carried === undefined
    ? undefined
    : { kind: "return-type", text: type, ...carried, caption: "", details };
}

/** One identifier (`persistedEntity`), a typed one (`order: Order`), or a plain constant. */
export function understandName({ head, details }: MessageLines): Meaning | undefined {
  if (head.length > 1) return undefined;
  const text = withoutOrNothing(head[0] ?? "")
    .replace(/^returns?(?:\s+|\s*\((?=[^()]*\)$))/i, "")
    .replace(/^([\w$]+)\)$/, "$1");
  const constant = bareConstant(text);
  if (typeof constant === "boolean") {
    return {
      kind: "data",
      name: undefined,
      shape: { kind: "literal", value: constant, example: false },
      caption: "",
      details,
    };
  }
  const type = bareTypes.has(text) ? parseType(text) : undefined;
  if (type !== undefined)
    return { kind: "return-type", text, asynchronous: false, shape: type, caption: "", details };
  if (/^[A-Za-z_$][\w$]{0,99}$/.test(text) && !emptyWords.has(text.toLowerCase()) && !isOutcome(text)) {
    return { kind: "name", name: text, caption: "", details };
  }
  const typed = /^([a-z_$][\w$]{0,99})\s*:\s*(\S.{0,150})$/.exec(text);
  if (typed?.[1] === undefined || typed[2] === undefined || !isTypeName(typed[2])) return undefined;
  const shape = parseType(typed[2]);
  return shape === undefined ? undefined : { kind: "name", name: typed[1], shape, caption: "", details };
}

/** Words that are types and nothing that a value is called. */
const bareTypes = new Set("boolean bool string int integer bytes byte[]".split(" "));

const throwMax = 1000;
const linesMax = 8;
const callLinesMax = 30;

/** Words that say that there was an answer, and not what it is. */
const emptyWords = new Set("result response reply return".split(" "));

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
