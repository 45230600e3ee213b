import type { Policy } from "seqwright-runtime/model";
import type { Text } from "../../interaction/model.ts";
import type { Span } from "../../source/source-file.ts";
import type { NoteReading, StatedPolicy } from "../model.ts";
import { noteLines, type NoteLine } from "./note-lines.ts";
import { readShape } from "../shapes/parse-shape.ts";
import { policiesIn, policiesOfDivider, policyOver, standsInHeading } from "./recognise-policies.ts";

/** Reads a note: every line that is not blank ends up as policy, example, heading or unrecognised. */
export function readNote(text: Text): NoteReading {
  const lines = noteLines(text);
  const policies: StatedPolicy[] = [];
  const examples: NoteReading["examples"][number][] = [];
  const headings: NoteReading["headings"][number][] = [];
  const unrecognised: NoteReading["unrecognised"][number][] = [];
  let context = "";
  const keep = (contents: readonly Policy[], from: number, to: number): void => {
    const at = { span: spanOf(lines, from, to), text: textOf(lines, from, to) };
    policies.push(...contents.map((content) => ({ ...content, ...at })));
  };

  for (let index = 0; index < lines.length;) {
    const line = lines[index];
    if (line === undefined) break;
    const example = exampleAt(lines, index);
    const block =
      example === undefined ? policyOver(lines.slice(index, index + 5).map(({ text }) => text)) : undefined;
    const found =
      line.form === "blank" || example !== undefined || block !== undefined
        ? []
        : policiesIn(line.text, context);
    let length = 1;
    if (line.form === "blank") {
      // A blank line ends nothing: headings stay in force until the next one.
    } else if (example !== undefined) {
      length = example.length;
      examples.push({
        shape: example.shape,
        caption: example.caption,
        span: spanOf(lines, index, index + length),
      });
    } else if (block !== undefined) {
      length = block.length;
      keep([block.policy], index, index + length);
    } else if (line.form === "heading" || isLabel(lines, index)) {
      context = line.text;
      if (found.some(standsInHeading)) keep(found, index, index + 1);
      else headings.push({ text: line.text.replace(/:$/, ""), span: line.span });
    } else {
      const joined = joinedPolicies(lines, index, context);
      if (joined !== undefined) {
        length = 2;
        keep(joined, index, index + 2);
      } else if (found.length > 0) {
        keep(found, index, index + 1);
        const rest = unreadPart(line.text);
        if (rest !== undefined) unrecognised.push({ text: rest, span: line.span });
      } else unrecognised.push({ text: line.text, span: line.span });
    }
    index += length;
  }
  return { policies, examples, headings, unrecognised };
}

/** Policies that a divider's title states: `… Transaction (…)`, `Asynchronous …`. */
export function readDivider(text: Text): readonly StatedPolicy[] {
  const title = noteLines(text)
    .map((line) => line.text)
    .filter((line) => line !== "")
    .join(" ")
    .slice(0, 300);
  return policiesOfDivider(title).map((policy) => ({ ...policy, span: text.span, text: title }));
}

/** What qualifies a policy in a way that none can hold yet: how a pause grows, or by which field two things are the same. */
function unreadPart(line: string): string | undefined {
  const qualifier =
    /(?:\bwith\s+)?\b(?:exponential|linear)\s+back-?off(?:\s+and\s+jitter)?|지수\s?백오프|\bwith\s+jitter\b|\([^()\n]{1,60}\s?기준\)|\([^()\n]{0,40}\b(?:keyed\s+)?by\s+[\w.]{1,40}\)|\bkeyed\s+by\s+[\w.]+/i;
  return qualifier.exec(line)?.[0];
}

/** A plain `재시도 정책:` above bullets is a heading too. */
function isLabel(lines: readonly NoteLine[], index: number): boolean {
  const line = lines[index];
  return line?.form === "plain" && line.text.endsWith(":") && lines[index + 1]?.form === "bullet";
}

/** A line that stops in the middle of a phrase (`캐시 무효화로`) belongs to the next when together they state something. */
function joinedPolicies(
  lines: readonly NoteLine[],
  index: number,
  context: string,
): readonly Policy[] | undefined {
  const line = lines[index];
  const next = lines[index + 1];
  if (line === undefined || next?.form !== "plain" || line.text.length + next.text.length > 400)
    return undefined;
  if (
    !/(?:로|하여|해서|하고|하며|후|뒤|다음|면|때|(?<![무표명제감게지예임동즉일암다역])시|에|을|를|,|:|→|->|\b(?:and|then|with|to|for|after|before|by|up to|in))$/i.test(
      line.text,
    )
  )
    return undefined;
  const joined = policiesIn(`${line.text} ${next.text}`, context);
  const [first, second] = [policiesIn(line.text, context), policiesIn(next.text, context)];
  const apart = new Set([...first, ...second].map((one) => JSON.stringify(one)));
  // Two lines of which each says it by itself are no phrase.
  const areApart = first.length > 0 && joined.every((one) => apart.has(JSON.stringify(one)));
  return joined.length === 0 || areApart ? undefined : joined;
}

/** `저장 데이터: { … }` over one or more lines. */
function exampleAt(
  lines: readonly NoteLine[],
  index: number,
):
  | {
      readonly shape: NoteReading["examples"][number]["shape"];
      readonly caption: string;
      readonly length: number;
    }
  | undefined {
  const line = lines[index];
  if (line === undefined || line.form === "blank") return undefined;
  const opening = /^([^{[]{0,200}?)[:=]?\s*([{[][^]*)$/.exec(line.text);
  const onNext = opening === null && /[:=]$/.test(line.text) && /^\s*[{[]/.test(lines[index + 1]?.raw ?? "");
  if (opening === null && !onNext) return undefined;
  const first = onNext ? index + 1 : index;
  const head = onNext ? (lines[first]?.raw ?? "") : (opening?.[2] ?? "");
  const body = [head, ...lines.slice(first + 1, first + linesMax).map((below) => below.raw)]
    .join("\n")
    .slice(0, 19_000);
  const start = body.search(/\S/);
  const read = readShape(body, start);
  if (read === undefined || body.slice(read.end).split("\n")[0]?.trim() !== "") return undefined;
  const inside = body.slice(start, read.end);
  const isRecord = read.shape.kind === "record" && read.shape.fields.length > 0 && /[,:\n]/.test(inside);
  if (!isRecord && !(read.shape.kind === "list" && /["{]/.test(inside))) return undefined;
  const taken = body.slice(0, read.end).split("\n").length;
  const caption = (onNext ? line.text : (opening?.[1] ?? "")).replace(/[:=]\s*$/, "").trim();
  return { shape: read.shape, caption, length: taken + (onNext ? 1 : 0) };
}

const linesMax = 200;

function spanOf(lines: readonly NoteLine[], from: number, to: number): Span {
  return { start: lines[from]?.span.start ?? 0, end: lines[to - 1]?.span.end ?? 0 };
}

function textOf(lines: readonly NoteLine[], from: number, to: number): string {
  return lines
    .slice(from, to)
    .map((line) => line.text)
    .join(" ");
}
