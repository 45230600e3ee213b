import type { HttpRequestMeaning, Shape } from "../model.ts";
import { parseFields } from "./parse-shape.ts";
import { parseTemplate } from "../lexical/parse-template.ts";
import { bareConstant } from "./parse-value.ts";

/** The start of a line that says `GET /path` and what follows it there. */
export interface HttpRequestLine {
  readonly meaning: Omit<HttpRequestMeaning, "body">;
  readonly rest: string;
}

/** `GET /api/jobs/{jobId}?full={full}`, also `POST "orders/new"` and `GET {base}/items`; the path needs a slash. */
export function parseHttpRequestLine(line: string): HttpRequestLine | undefined {
  const match =
    /^\s*(?:HTTPS?\s+)?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s*:?\s+("[^"\s]{1,500}"|(?:\{[^{}\n]{1,80}\}|<[^<>\s]{1,80}>|[^\s"(){}<>])+)/.exec(
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
  const given = assignments.flatMap(([name = "", value = ""]) => {
    const written = writtenOut(value.trim());
    return written === undefined ? [] : [[name.trim(), written] as const];
  });
  return {
    meaning: {
      kind: "http-request",
      method: match[1] as HttpRequestMeaning["method"],
      path: parseTemplate(path, "path"),
      query: parameters
        .map((name) => name.replace(/^\{(.*)\}$/, "$1"))
        .filter((name) => /^[\p{L}_$][\w$.[\]-]*$/u.test(name)),
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

/** The status line of an answer: `200 OK`, `HTTP/1.1 404`, `201: created`, and the words that follow it. */
export function parseHttpStatus(
  line: string,
  direction: "request" | "reply" | "unknown",
): { readonly status: number; readonly reason: string; readonly rest: string } | undefined {
  const match =
    /^\s*(HTTPS?(?:\/\d(?:\.\d)?)?\s*)?(?:status\s*:?\s*)?"?([1-5]\d\d)"?(?!\d|[.,]\d)([^]*)$/i.exec(
      line.slice(0, lineMax),
    );
  if (match === null) return undefined;
  const status = Number(match[2]);
  const standard = reasons.get(status);
  const words = (match[3] ?? "").replace(/^[\s:–-]{1,5}/, "").trim();
  const marked = match[1] !== undefined;
  const reason = standard === undefined ? undefined : reasonAt(words, standard);
  if (reason !== undefined)
    return {
      status,
      reason: reason === "" ? (standard ?? "") : reason,
      rest: words.slice(reason.length).trim(),
    };
  if (marked) return { status, reason: standard ?? "", rest: words };
  if (standard === undefined || direction === "request") return undefined;
  // `200 items imported` counts something; `200 {…}`, `200: done` and `200 - done` are statuses.
  const separated = /^\s*(?:[:–({[+-]|$)/.test(match[3] ?? "");
  return separated ? { status, reason: standard, rest: words } : undefined;
}

/** The reason phrase at the start of a text: the standard one, or its short forms `ok` and `error`. */
function reasonAt(words: string, standard: string): string | undefined {
  if (words.startsWith("(")) {
    const inside = /^\(([^()]{1,60})\)/.exec(words);
    if (inside?.[1] !== undefined && inside[1].toLowerCase() === standard.toLowerCase()) return inside[0];
  }
  const lower = words.toLowerCase();
  const ends = (length: number): boolean => !/[\p{L}\p{N}]/u.test(words[length] ?? "");
  for (const phrase of [standard.toLowerCase(), "ok"]) {
    if (lower.startsWith(phrase) && ends(phrase.length)) return words.slice(0, phrase.length);
  }
  return undefined;
}

const lineMax = 4000;

const reasons: ReadonlyMap<number, string> = new Map(
  (
    "100 Continue|101 Switching Protocols|200 OK|201 Created|202 Accepted|203 Non-Authoritative Information|204 No Content|" +
    "205 Reset Content|206 Partial Content|207 Multi-Status|301 Moved Permanently|302 Found|303 See Other|304 Not Modified|" +
    "307 Temporary Redirect|308 Permanent Redirect|400 Bad Request|401 Unauthorized|402 Payment Required|403 Forbidden|404 Not Found|" +
    "405 Method Not Allowed|406 Not Acceptable|408 Request Timeout|409 Conflict|410 Gone|411 Length Required|412 Precondition Failed|" +
    "413 Content Too Large|414 URI Too Long|415 Unsupported Media Type|416 Range Not Satisfiable|417 Expectation Failed|" +
    "421 Misdirected Request|422 Unprocessable Entity|423 Locked|424 Failed Dependency|425 Too Early|426 Upgrade Required|" +
    "428 Precondition Required|429 Too Many Requests|431 Request Header Fields Too Large|451 Unavailable For Legal Reasons|" +
    "500 Internal Server Error|501 Not Implemented|502 Bad Gateway|503 Service Unavailable|504 Gateway Timeout|" +
    "505 HTTP Version Not Supported|507 Insufficient Storage|508 Loop Detected"
  )
    .split("|")
    .map((line) => [Number(line.slice(0, 3)), line.slice(4)]),
);
