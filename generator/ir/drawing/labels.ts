import type { Meaning } from "../../text/model.ts";
import { templateText } from "./read-arrows.ts";

/** What an arrow says, shortest: a method, a path, a command. For names of tests and for messages. */
export function briefly(meaning: Meaning, text: string): string {
  switch (meaning.kind) {
    case "call":
      return meaning.receiver === undefined ? meaning.name : `${meaning.receiver}.${meaning.name}`;
    case "http-request":
      return `${meaning.method} ${templateText(meaning.path)}`;
    case "http-response":
      return `${meaning.status} ${meaning.reason}`.trim();
    case "redis":
      return `${meaning.command} ${templateText(meaning.key)}`;
    case "sql":
      return meaning.tables.length === 0
        ? cut(text)
        : `${meaning.verb.toUpperCase()} ${meaning.tables.join(", ")}`;
    case "sql-intent":
      return `${meaning.verb.toUpperCase()} ${meaning.entities.join(", ")}`;
    case "throw":
      return `throw ${meaning.error}`;
    case "event":
      return meaning.caption.includes(meaning.name)
        ? meaning.caption
        : `${meaning.name} ${meaning.caption}`.trim();
    case "data":
      return meaning.name ?? cut(meaning.caption === "" ? text : meaning.caption);
    case "redis-key":
    case "nothing":
    case "return-type":
    case "name":
    case "prose":
      return cut(meaning.caption === "" ? text : meaning.caption);
  }
}

/** What an arrow says, as documentation has it: `이벤트 검증: eventDraftId 유효성; imageUrls 존재 여부.` */
export function inASentence({ kind, caption, details }: Meaning, text: string): string {
  return kind !== "prose" || details.length === 0 || caption === ""
    ? text
    : `${caption}: ${details.join("; ")}.`;
}

const shortLength = 40;

function cut(text: string): string {
  const points = [...text];
  return points.length <= shortLength ? text : `${points.slice(0, shortLength).join("").trimEnd()}…`;
}
