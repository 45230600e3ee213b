import type { Meaning, Shape } from "../../text/model.ts";
import { asForm } from "../../text/shapes/as-form.ts";
import { storedForm } from "../../text/shapes/stored-form.ts";
import { endsAsValue } from "../../text/lexical/value-words.ts";
import { camelCase } from "../../text/lexical/make-identifier.ts";
import { templateHoles } from "../../text/lexical/parse-template.ts";
import type { Outline } from "../drawing/outline.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { ReadNotes } from "../drawing/read-notes.ts";
import { nameFor, type Overrides } from "../model/overrides.ts";
import { configuredType } from "./described/configured-type.ts";
import { learnGuards, learnHolder } from "./learn-guards.ts";
import { learnSqlAnswers } from "./learn-sql-answers.ts";
import { isNounInScript } from "./noun-in-script.ts";
import { redisResult } from "./redis-results.ts";
import { thingInWords } from "./thing-in-words.ts";
import { ShownValues } from "./shown-values.ts";
import { conventional } from "./type-conventions.ts";

/** Gathers everything that the diagram shows of its values, before any of them is given a type. */
export function gatherShownValues({ arrows, sketch, notes, overrides }: Drawing): ShownValues {
  const shown = new ShownValues();
  for (const arrow of arrows) {
    learnReceiver(arrow, shown);
    learnMessage(arrow, shown, overrides);
    learnCount(arrow, arrows, shown);
  }
  learnSqlAnswers(arrows, shown, overrides);
  learnLists(arrows, shown, overrides);
  learnGuards(sketch.body, shown);
  learnHolders(arrows, shown);
  for (const states of notes.states) shown.learnValues(states.subject, states.states);
  const isKnown = (name: string): boolean =>
    shown.describes(name) ||
    configuredType(name, overrides) !== undefined ||
    conventional(name)?.sure === true;
  for (const example of notes.examples) {
    const name = unknownName(example.after, arrows, isKnown);
    if (name !== undefined) shown.learn(name, asForm(example.shape));
    else if (example.shape.kind === "record")
      for (const field of example.shape.fields) shown.learn(field.name, asForm(field.shape));
  }
  return shown;
}

interface Drawing {
  readonly arrows: readonly ReadArrow[];
  readonly sketch: Outline;
  readonly notes: Pick<ReadNotes, "states" | "examples">;
  readonly overrides: Overrides;
}

/** `{profile.name}` in a statement, a key or a call: a profile has a name. */
function learnHolders(arrows: readonly ReadArrow[], shown: ShownValues): void {
  for (const { meaning } of arrows)
    for (const name of dottedNames(meaning)) learnHolder(name, { kind: "unknown" }, shown);
}

function dottedNames(meaning: Meaning): readonly string[] {
  switch (meaning.kind) {
    case "sql":
      return meaning.parameters.flatMap(({ name }) => name ?? []);
    case "redis":
    case "redis-key":
      return templateHoles(meaning.key);
    case "http-request":
      return templateHoles(meaning.path);
    default:
      return [];
  }
}

/** `상품 목록`, answered in words, is a list of `상품` wherever it is spoken of. */
function learnLists(arrows: readonly ReadArrow[], shown: ShownValues, overrides: Overrides): void {
  for (const arrow of arrows) {
    const thing = arrow.paired.kind === "reply" ? thingInWords(arrow, overrides) : undefined;
    if (thing?.kind !== "thing" || thing.each === undefined || shown.describes(thing.name)) continue;
    if (/\P{ASCII}/u.test(thing.each))
      shown.learn(thing.name, { kind: "list", element: { kind: "named", name: camelCase(thing.each) } });
  }
}

/** What stands there without a name says nothing of what is called `value`. */
function learnNamed(name: string, shape: Shape, shown: ShownValues): void {
  if (name !== "") shown.learn(name, shape);
}

function learnReceiver(arrow: ReadArrow, shown: ShownValues): void {
  const { meaning } = arrow;
  if (meaning.kind === "call" && meaning.receiver !== undefined) shown.learnPort(meaning.receiver, arrow.to);
}

/** What EXISTS or INCR is answered with is a number, whatever it is called. */
function learnCount({ paired, meaning }: ReadArrow, arrows: readonly ReadArrow[], shown: ShownValues): void {
  if (paired.kind !== "reply" || meaning.kind !== "name" || meaning.shape !== undefined) return;
  const asked = arrows.find(({ index }) => index === paired.call)?.meaning;
  if (asked?.kind !== "redis" || redisResult(asked.command.toLowerCase())?.kind !== "number") return;
  shown.learn(meaning.name, { kind: "scalar", type: "number" });
}

function learnMessage(arrow: ReadArrow, shown: ShownValues, overrides: Overrides): void {
  const { meaning } = arrow;
  switch (meaning.kind) {
    case "data":
      if (meaning.shape.kind === "record")
        for (const field of meaning.shape.fields) shown.learn(field.name, field.shape);
      // The caption's name is the value's name: what it looks like is known from then on.
      if (meaning.name !== undefined) return;
      learnNamed(nameFor(overrides, meaning.caption, ""), meaning.shape, shown);
      return;
    case "event":
      if (meaning.fields?.kind !== "record") return;
      shown.learnEvent(meaning.name, meaning.fields);
      for (const field of meaning.fields.fields) shown.learn(field.name, field.shape);
      return;
    case "http-request":
      for (const { value } of meaning.headers ?? []) shown.learnUse(value, "text");
      for (const name of [...templateHoles(meaning.path), ...meaning.query])
        if (!Object.hasOwn(meaning.given ?? {}, name)) shown.learnUse(meaning.called?.[name] ?? name, "text");
      if (meaning.body?.kind === "record")
        for (const field of meaning.body.fields) shown.learn(field.name, field.shape);
      return;
    case "http-response":
      if (meaning.body?.kind === "record")
        for (const field of meaning.body.fields) shown.learn(field.name, field.shape);
      return;
    case "call":
      for (const argument of meaning.args) {
        if (argument.kind !== "name") continue;
        if (argument.shape === undefined) shown.learnUse(argument.name, "passed");
        else shown.learn(argument.name, argument.shape);
      }
      return;
    case "redis":
      for (const form of meaning.rest.flatMap((word) => storedForm(word) ?? []))
        for (const field of form.fields) shown.learn(field.name, field.shape);
      for (const name of templateHoles(meaning.key)) shown.learnUse(name, "text");
      return;
    case "redis-key":
      for (const name of templateHoles(meaning.key)) shown.learnUse(name, "text");
      return;
    case "sql":
      for (const { name, isList } of meaning.parameters)
        if (isList && name !== undefined && !shown.describes(name))
          shown.learn(name, { kind: "list", element: { kind: "unknown" } });
      return;
    case "sql-intent":
    case "throw":
    case "nothing":
    case "return-type":
      return;
    case "prose":
      if (arrow.paired.kind === "reply" && (isNounInScript(arrow.text) || endsAsValue(arrow.text)))
        shown.learnUse(camelCase(arrow.text), "answered");
      return;
    case "name":
      if (arrow.paired.kind === "reply" && meaning.shape === undefined)
        shown.learnUse(meaning.name, "answered");
      return;
  }
}

/**
 * A note with example data stands after an arrow that passes that data: the one argument there, or of the call that led
 * there, of which nothing else is known.
 */
function unknownName(
  after: number | undefined,
  arrows: readonly ReadArrow[],
  isKnown: (name: string) => boolean,
): string | undefined {
  const arrow = after === undefined ? undefined : arrows.find((candidate) => candidate.index === after);
  if (arrow === undefined) return undefined;
  const leading = arrows.findLast(
    (candidate) =>
      candidate.index < arrow.index && candidate.to === arrow.from && candidate.paired.kind === "call",
  );
  for (const candidate of [arrow, leading]) {
    if (candidate?.meaning.kind !== "call") continue;
    const unknown = candidate.meaning.args.flatMap((argument) =>
      argument.kind === "name" && !isKnown(argument.name) ? [argument.name] : [],
    );
    if (unknown.length === 1) return unknown[0];
  }
  return undefined;
}
