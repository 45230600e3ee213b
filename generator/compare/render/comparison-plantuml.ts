import type {
  BranchPath,
  DiagramModel,
  Element,
  Fragment,
  Participant,
  Step,
} from "../../ir/model/diagram-model.ts";
import type { DiagramComparison } from "../change.ts";

const colors = { added: "green", removed: "red", changed: "orange" } as const;
type Mark = keyof typeof colors | "same";

/** The changes as diagrams: what is new is green, what is gone red and struck through, what changed orange. */
export function comparisonPlantuml(comparisons: readonly DiagramComparison[]): string {
  return comparisons.map(oneDiagram).join("\n");
}

function oneDiagram(comparison: DiagramComparison): string {
  const { before, now, name, changes } = comparison;
  const aliases = aliasesOf(comparison);
  const marks = marksOf(comparison);
  const drawing: Drawing = { comparison, aliases, marks, removed: removedBehind(comparison) };
  const body =
    now === undefined
      ? elements(before?.body ?? [], before, drawing)
      : [...removedAt("", drawing), ...elements(now.body, now, drawing)];
  const promises = changes.filter(({ of }) => of === "promise" || of === "diagram");
  return [
    `@startuml ${fileName(name)}`,
    "legend",
    "<color:green>new</color>, <color:red><s>gone</s></color>, <color:darkorange>changed</color>",
    ...promises.map(({ words }) => shown(words)),
    "endlegend",
    ...aliases.declarations,
    ...body,
    "@enduml",
    "",
  ].join("\n");
}

interface Drawing {
  readonly comparison: DiagramComparison;
  readonly aliases: Aliases;
  /** By the identity of an arrow in the new diagram; in the old one where there is no new one. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** Arrows that are gone, by the arrow or branch that they stand behind. */
  readonly removed: ReadonlyMap<string, readonly Step[]>;
}

interface Aliases {
  readonly of: ReadonlyMap<string, string>;
  readonly declarations: readonly string[];
}

const keywords: Partial<Record<string, string>> = { sql: "database", redis: "database", kafka: "queue" };

/** Short names for all participants, so that no name has to be escaped; those that are gone come last. */
function aliasesOf({ before, now, changes }: DiagramComparison): Aliases {
  const isChanged = new Map<string, keyof typeof colors>();
  for (const change of changes)
    for (const { participant } of change.of === "participant" ? change.effects : [])
      isChanged.set(participant, change.kind === "moved" ? "changed" : change.kind);
  const all = new Map<string, Participant>();
  for (const one of [...(now?.participants ?? []), ...(before?.participants ?? [])])
    if (!all.has(one.code) && (now === undefined || isIn(one, now) || isChanged.get(one.code) === "removed"))
      all.set(one.code, one);
  const of = new Map([...all.keys()].map((code, index) => [code, `P${index + 1}`]));
  const declarations = [...all.values()].map(({ code, label, kind, role }) => {
    const keyword =
      keywords[kind ?? ""] ?? (role === "initiator" && kind === undefined ? "actor" : "participant");
    const mark = isChanged.get(code);
    const color =
      mark === undefined ? "" : ` #${{ added: "LightGreen", removed: "Pink", changed: "Wheat" }[mark]}`;
    return `${keyword} "${shown(label).replaceAll('"', "'")}" as ${of.get(code)}${color}`;
  });
  return { of, declarations };
}

function isIn({ code }: Participant, { participants }: DiagramModel): boolean {
  return participants.some((one) => one.code === code);
}

function marksOf({ arrows, before, now, changes }: DiagramComparison): ReadonlyMap<string, Mark> {
  const known = new Set(arrows.values());
  const changed = new Set(
    changes.flatMap(({ of, now: place, kind }) =>
      of === "arrow" && kind !== "added" && place !== undefined ? [place.span.start] : [],
    ),
  );
  const only = now === undefined ? before : now;
  return new Map(
    (only?.steps ?? []).map(({ id, span }): [string, Mark] => {
      if (now === undefined) return [id, "removed"];
      return [id, !known.has(id) ? "added" : changed.has(span.start) ? "changed" : "same"];
    }),
  );
}

/** Each arrow that is gone stands behind the last one before it that is still there. */
function removedBehind({ arrows, before, now }: DiagramComparison): ReadonlyMap<string, readonly Step[]> {
  const behind = new Map<string, Step[]>();
  if (now === undefined) return behind;
  let last = "";
  for (const step of before?.steps ?? []) {
    const there = arrows.get(step.id);
    if (there !== undefined) last = there;
    else behind.set(last, [...(behind.get(last) ?? []), step]);
  }
  return behind;
}

function removedAt(key: string, drawing: Drawing): readonly string[] {
  const { comparison, removed } = drawing;
  const { before, participants } = comparison;
  // Somebody may have another name now.
  const code = (old: string): string => participants.get(old) ?? old;
  return (removed.get(key) ?? []).map((step) => {
    const where = branchOf(step.within, before);
    const text = `<s>${shown(step.text)}</s>${where === undefined ? "" : ` (in ${where})`}`;
    return arrow({ ...step, from: code(step.from), to: code(step.to) }, "removed", text, drawing);
  });
}

/** The innermost branch around an arrow, in words. */
function branchOf(within: BranchPath, model: DiagramModel | undefined): string | undefined {
  const [fragment = "", branch = 0] = within.at(-1) ?? [];
  const found = model?.fragments.find(({ id }) => id === fragment);
  return found && shown(`${found.operator} ${found.branches[branch]?.label ?? ""}`.trim());
}

function elements(
  body: readonly Element[],
  model: DiagramModel | undefined,
  drawing: Drawing,
): readonly string[] {
  const steps = new Map(model?.steps.map((step) => [step.id, step]));
  const fragments = new Map(model?.fragments.map((fragment) => [fragment.id, fragment]));
  const lines = (some: readonly Element[]): readonly string[] =>
    some.flatMap((element): readonly string[] => {
      if (element.kind === "step") {
        const step = steps.get(element.step);
        if (step === undefined) return [];
        const mark = drawing.marks.get(step.id) ?? "same";
        return [arrow(step, mark, shown(step.text), drawing), ...removedAt(step.id, drawing)];
      }
      if (element.kind === "fragment") {
        const fragment = fragments.get(element.fragment);
        return fragment === undefined ? [] : fragmentLines(fragment, lines);
      }
      const over = element.codes.flatMap((code) => drawing.aliases.of.get(code) ?? []);
      return over.length === 0 ? [] : [`ref over ${over.join(", ")} : ${shown(element.text)}`];
    });
  return lines(body);
}

function fragmentLines(
  { operator, branches }: Fragment,
  lines: (body: readonly Element[]) => readonly string[],
): readonly string[] {
  // The empty branch beside an opt or a break is not drawn.
  const drawn = branches.filter(
    ({ body, label }, index) => index === 0 || body.length > 0 || (operator === "alt" && label !== ""),
  );
  return [
    ...drawn.flatMap(({ label, body }, index) => [
      `${index === 0 ? operator : "else"} ${shown(label)}`.trimEnd(),
      ...lines(body),
    ]),
    "end",
  ];
}

function arrow({ from, to, kind }: Step, mark: Mark, text: string, { aliases }: Drawing): string {
  const color = mark === "same" ? "" : `[#${colors[mark]}]`;
  const line = kind === "reply" ? `-${color}->` : `-${color}>`;
  const end = (code: string): string =>
    code === "[" || code === "]" ? code : (aliases.of.get(code) ?? "P0");
  const [left, right] = [end(from), end(to)];
  if (left === "[" || left === "]")
    return left === "[" ? `[${line} ${right} : ${text}` : `${right} <${line.slice(0, -1)}] : ${text}`;
  if (right === "[" || right === "]")
    return right === "]" ? `${left} ${line}] : ${text}` : `[<${line.slice(0, -1)} ${left} : ${text}`;
  return `${left} ${line} ${right} : ${text}`;
}

/** A text on one line, with nothing that would end it or begin something else. */
function shown(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
  return (line.length > 300 ? `${line.slice(0, 299)}…` : line).replace(/\\+$/, "");
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_");
}
