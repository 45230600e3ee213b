import { caption, type MessageLines } from "../lexical/message-lines.ts";
import type { Meaning, Shape } from "../model.ts";
import { bracketedPayload, eventName } from "../shapes/parse-event.ts";
import { readShape } from "../shapes/parse-shape.ts";

/** `ContentCreated 이벤트 수신 {jobId, …}`. The caption keeps the whole sentence: without its event it would not be one. */
export function understandEvent({ head, details }: MessageLines): Meaning | undefined {
  const { shape, before, after } = splitPayload(head, true);
  const bracketed = shape === undefined ? bracketedPayload(head.join(" ")) : undefined;
  const inBrackets = bracketed && eventName(bracketed.before);
  if (bracketed !== undefined && inBrackets !== undefined)
    return { kind: "event", name: inBrackets, fields: bracketed.payload, caption: bracketed.before, details };
  const prose = caption(before, after);
  const name = eventName(prose);
  if (name === undefined) return undefined;
  return { kind: "event", name, fields: shape, caption: prose === name ? "" : prose, details };
}

/** `JobStatusResponse {jobId, status: FAILED}`, `Job 데이터 {status, type}`, or JSON alone. */
export function understandData({ head, details }: MessageLines): Meaning | undefined {
  const { shape, before, after } = splitPayload(head);
  if (shape === undefined) return undefined;
  const named =
    /^(?:returns?\s+|new\s+)?([A-Z][A-Za-z\d]*[a-z][A-Za-z\d]*)(?:\s*(?:을|를)?\s*(?:반환|응답|리턴|전달))?:?$/.exec(
      before.trim(),
    );
  const words = named === null ? before.replace(/[:=]\s*$/, "") : "";
  return { kind: "data", name: named?.[1], shape, caption: caption(words, after), details };
}

interface SplitPayload {
  readonly shape: Shape | undefined;
  readonly before: string;
  readonly after: string;
}

/**
 * Finds the payload in a text. `request aas for {id}` has none: a lone name in braces within a line is a hole. What ends
 * an event's sentence is its payload, be it a single field.
 */
function splitPayload(head: readonly string[], ofEvent = false): SplitPayload {
  const text = head.join("\n");
  for (const opening of [...text.matchAll(/[{[]/g)].slice(0, 4)) {
    const start = opening.index;
    const before = text.slice(0, start);
    const ownLine = /(?:^|\n)\s*$/.test(before);
    if (!ownLine && !/[\s:=("]$/.test(before) && !/^[A-Z]\w*$/.test(before)) continue;
    const read = readShape(text, start);
    if (read === undefined) continue;
    const inside = text.slice(start, read.end);
    if (opening[0] === "[" && !/[{"]/.test(inside)) continue;
    // `Payment {paymentId}` is a payload, because nothing but a type's name stands before it.
    const ends = ofEvent && text.slice(read.end).trim() === "";
    if (!ownLine && !ends && !/[,:]/.test(inside) && !/^[A-Z][A-Za-z\d]*[a-z][A-Za-z\d]* $/.test(before))
      continue;
    if (inside.length <= 2 || isArgument(before)) continue;
    const after = text.slice(read.end);
    if (opening[0] === "[" && after.trim() !== "") continue;
    return { shape: read.shape, before: before.replace(/[("]$/, ""), after: after.replace(/^[)"]/, "") };
  }
  return { shape: undefined, before: text, after: "" };
}

/** `request(POST, "/x", {…})` in a longer sentence: the braces belong to the call, not to the message. */
function isArgument(before: string): boolean {
  const open = before.replace(/\($/, "");
  return open.split("(").length > open.split(")").length;
}
