import { httpStatusNames } from "seqwright-runtime/model";
import type { HttpRequestMeaning, Shape } from "../model.ts";
import { parseFields } from "./parse-shape.ts";
import { isAcknowledgement } from "../lexical/acknowledgement.ts";
import { parseTemplate } from "../lexical/parse-template.ts";
import { bareConstant } from "./parse-constant.ts";

/** The start of a line that says `GET /path` and what follows it there. */
export interface HttpRequestLine {
  readonly meaning: Omit<HttpRequestMeaning, "body">;
  readonly rest: string;
}

/** `GET /api/jobs/{jobId}?full={full}`, also `POST "orders/new"` and `GET {base}/items`; the path needs a slash. */
export function parseHttpRequestLine(line: string): HttpRequestLine | undefined {
  const match =
    /^\s*(?:(?:(?:<<|«)[^<>«»]{1,40}(?:>>|»)|\[[^[\]]{1,40}\])\s*)?(?:HTTPS?\s+)?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s*:?\s+("[^"\s]{1,500}"|(?:\{[^{}\n]{1,80}\}|<[^<>\s]{1,80}>|[^\s"(){}<>])+)/.exec(
      line.slice(0, lineMax),
    );
  const target = match?.[2]?.replaceAll('"', "");
  if (match === null || target === undefined || !/^(?:https?:\/\/|\/|\.{0,2}[\w{$<-][^\s]*\/)/.test(target))
    return undefined;
  if (target.startsWith("/") && /^\/+$/.test(target) && target !== "/") return undefined;
  const [path = "", ...query] = target.replace(/[,;]$/, "").split("?");
  const assignments = query
    .join("?")
    .split("&")
    .map((part) => part.split("="));
  const parameters = assignments.map(([name = ""]) => name.trim());
  const called = assignments.flatMap(([name = "", value = ""]) => {
    const hole = /^(?:[$#]?\{([\p{L}_][\p{L}\p{N}_. -]*)\}|<([\p{L}_][\p{L}\p{N}_. -]*)>)$/u.exec(
      value.trim(),
    );
    const called = (hole?.[1] ?? hole?.[2] ?? name).trim();
    return called === name.trim() ? [] : [[name.trim(), called] as const];
  });
  const several = [...new Set(parameters)].filter(
    (name) => name.endsWith("[]") || parameters.indexOf(name) !== parameters.lastIndexOf(name),
  );
  const given = assignments.flatMap(([name = "", value = ""]) => {
    const written = writtenOut(value.trim());
    return written === undefined ? [] : [[name.trim(), written] as const];
  });
  return {
    meaning: {
      kind: "http-request",
      method: match[1] as HttpRequestMeaning["method"],
      path: parseTemplate(path, "path"),
      query: [
        ...new Set(
          parameters
            .map((name) => name.replace(/^\{(.*)\}$/, "$1"))
            .filter((name) => /^[\p{L}_$][\w$.[\]-]*$/u.test(name)),
        ),
      ],
      ...(several.length === 0 ? {} : { several }),
      ...(called.length === 0 ? {} : { called: Object.fromEntries(called) }),
      ...(given.length === 0 ? {} : { given: Object.fromEntries(given) }),
    },
    rest: line.slice(match[0].length).trim(),
  };
}

/** `10`, `true` and `OPEN` are meant as they stand; other words name what is passed. */
function writtenOut(value: string): string | number | boolean | null | undefined {
  return bareConstant(value) ?? (/^[A-Z][A-Z0-9_]*$/.test(value) ? value : undefined);
}

/** `(eventId : "…", data)` after a path: the body's fields, when the method has a body and they all are fields. */
export function bracketedBody(method: HttpRequestMeaning["method"], text: string): Shape | undefined {
  const inside = /^\(([^()]+)\)$/.exec(text.trim())?.[1];
  if (inside === undefined || !/^(?:POST|PUT|PATCH)$/.test(method)) return undefined;
  // `(Error information)` is a remark, not a field of type Error.
  if (inside.split(",").some((field) => !field.includes(":") && /\S\s+\S/.test(field.trim())))
    return undefined;
  const fields = parseFields(inside);
  return fields === undefined ? undefined : { kind: "record", fields, open: false };
}

/**
 * The status line of an answer: `200 OK`, `HTTP/1.1 404`, `201: created`, `Response: 404`, `return 404`, `응답 200`,
 * `OK 200`, and the words that follow it.
 */
export function parseHttpStatus(
  line: string,
  direction: "request" | "reply" | "unknown",
): { readonly status: number; readonly reason: string; readonly rest: string } | undefined {
  const text = line.slice(0, lineMax);
  const reversed = reasonFirst(text);
  if (reversed !== undefined) return reversed;
  const match = statusLine.exec(text);
  if (match === null) return undefined;
  const status = Number(match[2]);
  const names = httpStatusNames(status);
  const [standard] = names;
  const words = (match[3] ?? "").replace(/^[\s:–-]{1,5}/, "").trim();
  const marked = /http|status|response|code|응답|상태|レスポンス|ステータス/i.test(match[1] ?? "");
  const reason = standard === undefined ? undefined : reasonAt(words, names);
  if (reason !== undefined) return { status, reason, rest: words.slice(reason.length).trim() };
  if (marked && (/http/i.test(match[1] ?? "") || standard !== undefined))
    return { status, reason: standard ?? "", rest: words };
  if (standard === undefined || direction === "request") return undefined;
  // `200 items imported` counts something; `200 {…}`, `200: done` and `200 - done` are statuses.
  const separated = /^\s*(?:[:–({[+-]|$)/.test(match[3] ?? "");
  return separated || (direction === "reply" && saysWhy(status, match[3] ?? ""))
    ? { status, reason: standard, rest: words }
    : undefined;
}

/**
 * `409 이미 취소됨`, `404 user not found`, `201 생성됨`: `404 errors` and `404 건` are counted, and so may anything be behind
 * a round number.
 */
function saysWhy(status: number, behind: string): boolean {
  if (!/^\s+\p{L}/u.test(behind) || /^\s+[A-Za-z]{1,30}[^s\W]s\b/.test(behind)) return false;
  if (counters.test(behind)) return false;
  if (status > 400 && status % 100 !== 0) return true;
  return status >= 200 && (outcomes.test(behind) || isAcknowledgement(behind));
}

const outcomes =
  /^\s+(?:정상|성공|실패|오류|에러|잘못|서버|내부|요청|응답|완료|생성|수정|변경|삭제|저장|등록|접수|처리|승인|成功|失敗|正常|異常|不正|完了|作成|変更|登録)/u;
const counters =
  /^\s+(?:건|개|명|원|초|분|시간|일|회|번|장|점|행|줄|바이트|밀리초|件|個|人|円|秒|分|回|枚|行|点)(?!\p{L})/u;

/** What may stand before a status, once or twice: `Response: HTTP/1.1`, `returns status`. */
const lead = String.raw`(?:https?(?:\/\d(?:\.\d)?)?|responds?(?:\s+with)?|response|resp|returns?|reply|status|code|응답|상태|반환|코드|レスポンス|ステータス)\s{0,5}[:=]?\s{0,5}`;
const statusLine = new RegExp(String.raw`^\s*((?:${lead}){0,4})"?([1-5]\d\d)"?(?!\d|[.,]\d)([^]*)$`, "i");

/** `OK 200`, `Not Found (404)`. */
function reasonFirst(
  text: string,
): { readonly status: number; readonly reason: string; readonly rest: string } | undefined {
  const match = /^\s*([A-Za-z' -]{2,40}?)\s*\(?([1-5]\d\d)\)?(?![\d.])([^]*)$/.exec(text);
  const [, words = "", digits = "", rest = ""] = match ?? [];
  const isName = httpStatusNames(Number(digits)).some((name) => sameWords(name, words));
  return isName
    ? { status: Number(digits), reason: words, rest: rest.replace(/^[\s:]+/, "").trim() }
    : undefined;
}

/** The reason phrase at the start of a text, also in brackets: one of the names of the status, or a short `ok`. */
function reasonAt(words: string, names: readonly string[]): string | undefined {
  const inside = /^\(([^()]{1,60})\)/.exec(words);
  if (inside?.[1] !== undefined && names.some((name) => sameWords(name, inside[1] ?? ""))) return inside[0];
  const ends = (length: number): boolean => !/[\p{L}\p{N}]/u.test(words[length] ?? "");
  const found = [...names, "ok"].find(
    (name) => sameWords(words.slice(0, name.length), name) && ends(name.length),
  );
  return words.slice(0, found === undefined ? partlyNamed(words, names) : found.length) || undefined;
}

/** How long the words are with which a name is given in part: `Unprocessable`, `Too Large`. */
function partlyNamed(text: string, names: readonly string[]): number {
  const known = new Set(names.flatMap((name) => name.toLowerCase().split(" ")));
  let end = 0;
  for (const { 0: word, index } of text.slice(0, 80).matchAll(/[A-Za-z'-]+/g)) {
    if (text.slice(end, index).trim() !== "" || !known.has(word.toLowerCase())) break;
    end = index + word.length;
  }
  return end;
}

function sameWords(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

const lineMax = 4000;
