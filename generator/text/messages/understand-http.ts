import { caption, type MessageLines, unbracketed } from "../lexical/message-lines.ts";
import { isAcknowledgement } from "../lexical/acknowledgement.ts";
import type { Meaning, RequestHeader, Shape } from "../model.ts";
import { parseHeader } from "../shapes/parse-header.ts";
import { bracketedBody, parseHttpRequestLine, parseHttpStatus } from "../shapes/parse-http.ts";
import { readShape } from "../shapes/parse-shape.ts";
import type { MessageContext } from "./message-context.ts";

/** `GET /path/{param}`, with prose above or below it and a body as JSON, field list or bracketed fields. */
export function understandHttpRequest({ head, details }: MessageLines): Meaning | undefined {
  for (const [index, line] of head.slice(0, linesMax).entries()) {
    const request = parseHttpRequestLine(line);
    if (request === undefined) continue;
    const { headers, others } = headersIn([request.rest, ...head.slice(index + 1)]);
    const rest = others.join("\n").trim();
    const bracketed = bracketedBody(request.meaning.method, rest);
    const { body, prose } = bracketed === undefined ? splitBody(rest) : { body: bracketed, prose: "" };
    return {
      ...request.meaning,
      ...(headers.length === 0 ? {} : { headers }),
      body,
      caption: caption(...head.slice(0, index), prose),
      details,
    };
  }
  return undefined;
}

/** `200 OK` and what comes with it. */
export function understandHttpResponse(
  { head, details }: MessageLines,
  { direction }: MessageContext,
): Meaning | undefined {
  const status = parseHttpStatus(head[0] ?? "", direction);
  if (status === undefined) return undefined;
  const { body: shown, prose } = splitBody([status.rest, ...head.slice(1)].join("\n").trim());
  const word = shown === undefined ? bodyWord(prose) : undefined;
  const body: Shape | undefined = word === undefined ? shown : { kind: "named", name: word };
  return {
    kind: "http-response",
    status: status.status,
    reason: unbracketed(status.reason),
    body,
    caption: caption(prose.replace(/^[:–+-]\s*/, "")),
    details,
  };
}

const linesMax = 8;

/** The header lines under a request, also in brackets, and the other lines. */
function headersIn(lines: readonly string[]): {
  readonly headers: readonly RequestHeader[];
  readonly others: readonly string[];
} {
  const headers: RequestHeader[] = [];
  const others: string[] = [];
  for (const line of lines) {
    const parts = unbracketed(line).split(/\s*[,;]\s*/);
    const read = parts.map(parseHeader);
    if (line.trim() === "" || !read.every((header) => header !== undefined)) others.push(line);
    else headers.push(...read.filter((header) => header !== "constant"));
  }
  return { headers, others };
}

/** `200 OK order`: one word after a status is what the body is called. */
function bodyWord(prose: string): string | undefined {
  const word = /^(?:[:+–(-]\s*)?([A-Za-z_$][\w$]{1,60})\)?$/.exec(prose.trim())?.[1];
  return word === undefined || isAcknowledgement(word) || emptyBody.test(word) ? undefined : word;
}

const emptyBody = /^(?:response|result|body|reply|empty|none|null|json)$/i;

/** The first bracketed value in a text, and the prose around it. */
export function splitBody(text: string): { readonly body: Shape | undefined; readonly prose: string } {
  for (const opening of [...text.matchAll(/(?:^|(?<=[\s:]))[{[]/g)].slice(0, 4)) {
    const read = readShape(text, opening.index);
    // `[x]` in prose is a remark; a list of values is written with quotes or braces.
    if (
      read === undefined ||
      (read.shape.kind === "list" && !/["{,]/.test(text.slice(opening.index, read.end)))
    )
      continue;
    return {
      body: read.shape,
      prose: caption(text.slice(0, opening.index).replace(/:\s*$/, ""), text.slice(read.end)),
    };
  }
  return { body: undefined, prose: unbracketed(text) };
}
