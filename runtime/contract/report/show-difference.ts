import { quote } from "../../model/quote.ts";
import { deepEqual, own } from "../values/deep-equal.ts";
import { showValue } from "./show-value.ts";

/** Two values that differ, as a report shows them: `path` leads to the part that is shown, empty for the whole. */
export interface ShownDifference {
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

/** What differs is to be seen: long texts are shown around it, and of large values the first part that differs. */
export function showDifference(expected: unknown, received: unknown): ShownDifference {
  return showPart(expected, received, "", depthMax);
}

const depthMax = 8;

function showPart(expected: unknown, received: unknown, path: string, depth: number): ShownDifference {
  if (typeof expected === "string" && typeof received === "string") {
    const at = firstDifference(expected, received);
    return { path, expected: textAround(expected, at), received: textAround(received, at) };
  }
  const shown = { path, expected: showValue(expected), received: showValue(received) };
  if (shown.expected !== shown.received || depth === 0 || !isObject(expected) || !isObject(received))
    return shown;
  const names = new Set([...Object.keys(expected), ...Object.keys(received)]);
  const name = [...names].find((one) => !deepEqual(own(expected, one), own(received, one)));
  if (name === undefined) return shown;
  const inner = path === "" ? name : `${path}.${name}`;
  return showPart(own(expected, name), own(received, name), inner, depth - 1);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Two statements around the first word that differs: how they are laid out does not matter, nor upper and lower case. */
export function showStatements(expected: string, received: string): Omit<ShownDifference, "path"> {
  const [wanted, given] = [words(expected), words(received)];
  const first = wanted.findIndex(({ text }, index) => text !== given[index]?.text);
  if (first === -1 && wanted.length === given.length) return showDifference(expected, received);
  const place = first === -1 ? wanted.length : first;
  return {
    expected: textAround(expected, wanted[place]?.at ?? expected.length),
    received: textAround(received, given[place]?.at ?? received.length),
  };
}

interface Word {
  readonly text: string;
  readonly at: number;
}

function words(statement: string): readonly Word[] {
  return [...statement.matchAll(/[\p{L}\p{N}_$]+|\S/gu)].map((match) => ({
    text: match[0].toLowerCase(),
    at: match.index,
  }));
}

/** The first place in UTF-16 units at which they differ. */
function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

const widthMax = 60;
const shownBefore = 24;

/** The text on one line, cut so that this place is seen. */
function textAround(text: string, at: number): string {
  if (at < widthMax - shownBefore / 2) return quote(text, widthMax);
  const start = whole(text, at - shownBefore);
  const end = whole(text, start + widthMax);
  const shown = quote(text.slice(start, end), widthMax).slice(1, -1);
  return `"…${shown}${end < text.length ? "…" : ""}" (${text.length} characters)`;
}

/** Not between the two halves of a character. */
function whole(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}
