import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type {
  ArrowHead,
  FragmentEvent,
  Interaction,
  InteractionEvent,
  Lifeline,
  MessageEvent,
  NoteEvent,
  Text,
} from "../../generator/interaction/model.ts";
import { lineText, positionAt, type Span } from "../../generator/source/source-file.ts";

/** A model as the program that asks PlantUML prints it: optional fields are absent when they say nothing. */
export type OracleObject = Readonly<Record<string, unknown>>;

export interface OracleModel {
  readonly title: readonly string[] | null;
  readonly participants: readonly OracleObject[];
  readonly events: readonly OracleObject[];
}

/** An interaction in the shape in which PlantUML's own model was recorded. */
export function oracleModel(interaction: Interaction): OracleModel {
  const print = printer(interaction);
  return {
    title: interaction.title === undefined ? null : lines(interaction.title),
    participants: interaction.lifelines.map(print.participant),
    events: mergeBesides(
      interaction,
      interaction.events.flatMap((event) => print.event(event, 0)),
    ),
  };
}

/** The line at which PlantUML gives up on a diagram, as our diagnostics say it; nothing if it accepts. */
export function rejectionLine(diagnostics: readonly Diagnostic[]): number | undefined {
  const refusals = diagnostics.filter(
    ({ severity, code }) => severity === "error" || code === "parse/not-a-sequence-diagram",
  );
  const [first] = refusals
    .map(({ source, span }) => positionAt(source, span.start).line)
    .toSorted((one, other) => one - other);
  return first;
}

interface Printed extends Record<string, unknown> {
  readonly k: string;
}

function printer(interaction: Interaction): {
  readonly participant: (lifeline: Lifeline) => OracleObject;
  readonly event: (event: InteractionEvent, level: number) => readonly Printed[];
} {
  const { source } = interaction;
  const lineOf = (span: Span): number => positionAt(source, span.start).line;

  /** PlantUML gives a participant that a longer statement brings into being the place of its first text line, if any. */
  const participantLine = (span: Span): number | null => {
    const line = lineOf(span);
    const text = lineText(source, line);
    if (/^\s*participant\b.*\[\s*$/i.test(text)) return line + 1;
    if (!/^\s*[&/]?\s*[hr]?note\s*(?:<<.*>>)?\s*(?:left|right|over|across)\b[^:]*$/i.test(text)) return line;
    return /^\s*end ?[hr]?note\s*$/i.test(lineText(source, line + 1)) ? null : line + 1;
  };

  const participant = (lifeline: Lifeline): OracleObject => ({
    code: lifeline.code,
    type: lifeline.keyword.toUpperCase(),
    display: lines(lifeline.display),
    ...(lifeline.stereotypes.length === 0 ? {} : { stereotype: stereotypeText(lifeline) }),
    ...(lifeline.order === 0 ? {} : { order: lifeline.order }),
    ...(lifeline.initialLevel === 0 ? {} : { initialLife: lifeline.initialLevel }),
    ...(lifeline.boxes.length === 0
      ? {}
      : { boxes: lifeline.boxes.map((title) => title.split("\n")).toReversed() }),
    line: participantLine(lifeline.span),
  });

  const message = (event: MessageEvent): Printed => {
    const gate = event.from.kind === "gate" ? event.from : event.to.kind === "gate" ? event.to : undefined;
    const { arrow } = event;
    return {
      k: gate === undefined ? "message" : "exo",
      line: lineOf(event.span),
      ...(gate === undefined
        ? { from: codeOf(event.from), to: codeOf(event.to), ...listed("multicast", event.multicast) }
        : {
            participant: codeOf(event.from.kind === "gate" ? event.to : event.from),
            exo: `${event.from.kind === "gate" ? "FROM" : "TO"}_${gate.side.toUpperCase()}`,
            ...flag("short", gate.short),
          }),
      label: lines(event.label),
      ...(event.number === undefined ? {} : { number: event.number }),
      dotted: arrow.dotted,
      ...flag("hidden", arrow.hidden),
      heads: arrow.heads.map(headName),
      ...(arrow.circles.includes(true)
        ? { decorations: arrow.circles.map((circle) => (circle ? "CIRCLE" : "NONE")) }
        : {}),
      ...flag("reverse", arrow.reversed),
      ...(arrow.color === undefined ? {} : { color: colorText(arrow.color) }),
      ...(arrow.slant === 0 ? {} : { slant: arrow.slant }),
      ...flag("parallel", event.parallel),
      ...flag("create", event.creates),
      ...(event.anchor === undefined ? {} : { anchor: event.anchor }),
      ...anchors(event),
      ...listed("notes", event.notes.map(note)),
    };
  };

  const fragment = (event: FragmentEvent, level: number): readonly Printed[] => {
    const parallel = event.parallel || event.operator === "par2";
    const inherited = flag("parallel", event.operator === "par2");
    return [
      ...event.branches.flatMap((branch, index): readonly Printed[] => [
        index === 0
          ? {
              k: "group",
              ...groupTitle(interaction, event),
              level,
              ...flag("partition", event.operator === "partition"),
              ...flag("parallel", parallel),
            }
          : {
              k: "else",
              keyword: branch.keyword,
              label: rawText(interaction, branch.label),
              level,
              ...inherited,
              ...listed("notes", branch.notes.map(note)),
            },
        ...mergeBesides(
          interaction,
          branch.events.flatMap((inner) => print(inner, level + 1)),
        ),
      ]),
      ...(event.closed
        ? [
            {
              k: "end",
              keyword: "end",
              label: endLabel(interaction, event),
              level,
              ...inherited,
              ...listed("notes", event.endNotes.map(note)),
            },
          ]
        : []),
    ];
  };

  const print = (event: InteractionEvent, level: number): readonly Printed[] => {
    switch (event.kind) {
      case "message":
        return [message(event)];
      case "fragment":
        return fragment(event, level);
      case "note":
        return [{ k: "note", ...note(event), [noteSpan]: event.span }];
      case "reference":
        return [
          {
            k: "ref",
            participants: event.codes,
            label: lines(event.text),
            ...listed("notes", event.notes.map(note)),
          },
        ];
      case "life":
        return [
          { k: "life", type: event.action.toUpperCase(), participant: event.code, attached: event.attached },
        ];
      case "divider":
        return [{ k: "divider", label: lines(event.text) }];
      case "delay":
        return [{ k: "delay", label: lines(event.text) }];
      case "space":
        return [{ k: "space", px: event.pixels }];
      case "page":
        return [{ k: "newpage" }];
    }
  };

  const note = (event: NoteEvent): OracleObject => ({
    position: positions.get(event.position) ?? event.position.toUpperCase(),
    style: styles[event.style],
    ...listed("of", event.codes),
    ...flag("parallel", event.parallel && source.text.startsWith("&", event.span.start)),
    text: lines(event.text),
  });

  return { participant, event: print };
}

const positions = new Map([
  ["over-several", "OVER_SEVERAL"],
  ["across", "OVER_SEVERAL"],
]);

const styles = { note: "NORMAL", hnote: "HEXAGONAL", rnote: "BOX" } as const;

/** Where a printed note stands, for the next step only: a symbol does not show up in comparisons. */
const noteSpan = Symbol("span");

/** PlantUML puts a note that begins with `/` and the note before it into one event. */
function mergeBesides(interaction: Interaction, events: readonly Printed[]): readonly Printed[] {
  const merged: Printed[] = [];
  for (const event of events) {
    const span = (event as { readonly [noteSpan]?: Span })[noteSpan];
    const previous = merged.at(-1);
    if (
      span !== undefined &&
      interaction.source.text.startsWith("/", span.start) &&
      (previous?.k === "note" || previous?.k === "notes")
    ) {
      const earlier = previous["notes"];
      merged.splice(-1, 1, {
        k: "notes",
        notes: [...(Array.isArray(earlier) ? earlier : [bare(previous)]), bare(event)],
      });
    } else merged.push(event);
  }
  return merged.map(({ ...rest }) => {
    Reflect.deleteProperty(rest, noteSpan);
    return rest;
  });
}

function bare(event: Printed): OracleObject {
  const { k: _k, ...rest } = event;
  Reflect.deleteProperty(rest, noteSpan);
  return rest;
}

function groupTitle(interaction: Interaction, event: FragmentEvent): OracleObject {
  const label = rawText(interaction, event.branches[0]?.label);
  return event.secondary === undefined
    ? { keyword: event.operator, label: label ?? (event.operator === "group" ? "group" : null) }
    : { keyword: label ?? "", label: event.secondary };
}

/** A group's label as it stands in the file: PlantUML keeps its escapes for the drawing. */
function rawText(interaction: Interaction, text: Text | undefined): string | null {
  if (text === undefined || text.span.start === text.span.end) return null;
  return interaction.source.text
    .slice(text.span.start, text.span.end)
    .replaceAll(/(?<!\\)\\\r?\n/g, "")
    .replaceAll("–", "-");
}

/** What stands after `end`, which says nothing. */
function endLabel(interaction: Interaction, event: FragmentEvent): string | null {
  const line =
    interaction.source.text
      .slice(event.span.start, event.span.end)
      .split(/[\r\n]/)
      .at(-1) ?? "";
  return /^.*?end[ \t]+(?:#\w+[ \t]+)?(.+?)[ \t]*$/i.exec(line)?.[1] ?? null;
}

/** PlantUML prints `<<(C,#ADD1B2) Test>>`, which asks for a letter in a circle, in its own way. */
function stereotypeText(lifeline: Lifeline): string {
  const spot = /^\s*\(\s*(.)\s*,\s*#[0-9a-f]{6}\s*\)(.*)$/i.exec(lifeline.stereotypes[0] ?? "");
  if (spot === null) return lifeline.stereotypes.map((text) => `<<${text}>>`).join("");
  const [, letter = "", rest = ""] = spot;
  return `${letter} ${rest.trim() === "" ? "" : `<<${rest}>>`}`;
}

/** A colour with an alpha channel comes out alpha first, in lower case. */
function colorText(color: string): string {
  return color.length === 9 ? `#${color.slice(7)}${color.slice(1, 7)}`.toLowerCase() : color;
}

function anchors(event: MessageEvent): OracleObject {
  const [from, to] = event.arrow.reversed ? [event.endAnchors[1], event.endAnchors[0]] : event.endAnchors;
  return { ...(from === undefined ? {} : { anchor1: from }), ...(to === undefined ? {} : { anchor2: to }) };
}

function codeOf(end: MessageEvent["from"]): string {
  return end.kind === "lifeline" ? end.code : end.side;
}

function headName({ head, part }: ArrowHead): string {
  const name = head === "cross" ? "CROSSX" : head.toUpperCase();
  return part === "full" ? name : `${name}/${part.toUpperCase()}_PART`;
}

function lines(text: Text): readonly string[] {
  return text.lines.map((line) => line.text);
}

function flag(name: string, value: boolean): OracleObject {
  return value ? { [name]: true } : {};
}

function listed(name: string, values: readonly unknown[]): OracleObject {
  return values.length === 0 ? {} : { [name]: values };
}
