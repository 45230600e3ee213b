import type { IncomingHttpHeaders } from "node:http";
import type { ZodType } from "zod";
import { parse } from "../../errors/decode.ts";
import type { HttpRouteParameter } from "../../ports/http-route.ts";

/** Where a request's values are. */
export interface RequestPlaces {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/**
 * The value of a parameter. What stands in an address or a header is text: it is read as what its schema asks for, so
 * `"20"` is 20 where that is a number, and one value is a list of one where that is a list.
 * @throws InvalidPayloadError when it is none of that.
 */
export function readParameter(
  { name, in: place, schema, before }: HttpRouteParameter,
  places: RequestPlaces,
): unknown {
  if (place === "body") return parse(schema, places.body, name);
  if (place !== "header") return parse(schema, fromText(places[place][name], schema), name);
  const sent = places.headers[name.toLowerCase()];
  return parse(schema, fromText(withoutStart(sent, before), schema), name);
}

/** The scheme of a header is written in any case: `bearer abc`. */
function withoutStart(text: unknown, start: string | undefined): unknown {
  if (start === undefined || typeof text !== "string") return text;
  const isThere = text.slice(0, start.length).toLowerCase() === start.toLowerCase();
  return isThere ? text.slice(start.length) : undefined;
}

/** The first reading of a text that its schema takes; the text itself where there is none. */
function fromText(given: unknown, schema: ZodType): unknown {
  const isList = Array.isArray(given);
  const texts: readonly unknown[] = isList ? given : [given];
  const typed = texts.map(typedText);
  const readings = [given, ...(isList ? [typed] : [typed[0], texts, typed])];
  return given === undefined ? given : (readings.find((value) => schema.safeParse(value).success) ?? given);
}

function typedText(text: unknown): unknown {
  if (text === "true" || text === "false") return text === "true";
  return typeof text === "string" && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
}
