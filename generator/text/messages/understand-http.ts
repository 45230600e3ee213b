import { caption, type MessageLines, unbracketed } from "../lexical/message-lines.ts";
import type { Meaning, Shape } from "../model.ts";
import { bracketedBody, parseHttpRequestLine, parseHttpStatus } from "../shapes/parse-http.ts";
import { readShape } from "../shapes/parse-shape.ts";
import type { MessageContext } from "./message-context.ts";

/** `GET /path/{param}`, with prose above or below it and a body as JSON, field list or bracketed fields. */
export function understandHttpRequest({ head, details }: MessageLines): Meaning | undefined {
  for (const [index, line] of head.slice(0, linesMax).entries()) {
    const request = parseHttpRequestLine(line);
    if (request === undefined) continue;
    const rest = [request.rest, ...head.slice(index + 1)].join("\n").trim();
    const bracketed = bracketedBody(request.meaning.method, rest);
    const { body, prose } = bracketed === undefined ? splitBody(rest) : { body: bracketed, prose: "" };
    return { ...request.meaning, body, caption: caption(...head.slice(0, index), prose), details };
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
  const { body, prose } = splitBody([status.rest, ...head.slice(1)].join("\n").trim());
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
