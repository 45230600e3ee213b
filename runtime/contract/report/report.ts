import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";
import type { Level } from "./level.ts";
import { clean, labelOf, lineOf, nameOf } from "./describe-step.ts";
import type { Verdict } from "./verdict.ts";
import type { PropertyName } from "../../model/property-name.ts";
import type { Remark } from "./remark.ts";
import { placeInFolder, placeOfMark } from "./stack-frames.ts";
import type { StubsToTell } from "./stubs-told.ts";
import { fitWidth, textWidth } from "./text-width.ts";
import type { Unfilled, Violation, ViolationKind } from "./violation.ts";

export interface ReportContext {
  readonly protocol: DiagramProtocol;
  readonly property: PropertyName;
  /** The property's name in headings. */
  readonly title: string;
  /** Undefined for all components together. */
  readonly component: string | undefined;
  readonly level?: Level | undefined;
  readonly seed: number;
  /** Where among the drawn cases the violation is. */
  readonly path?: string | undefined;
  /** The case was found in an earlier run of the tests. */
  readonly isKept?: boolean;
  /** The folder of the handlers, as people write it. */
  readonly handlers: string;
}

/** A violation in the diagram's own words: where, why, the difference, the smallest case, and how to see it again. */
export function reportViolation(
  context: ReportContext,
  { violation, trace, used, unfilled }: Verdict,
): string {
  if (violation === undefined) return "";
  const parts = [
    heading(context, "FAILED"),
    [
      ...place(context.protocol, violation),
      ...reasons(violation),
      ...handlerOf(context, violation),
      ...callOf(context, violation),
      ...crashOf(context, violation),
    ],
    violation.listed?.map((line) => `  ${line}`) ?? excerpt(context.protocol, violation, trace),
    [
      ...smallestCase(used),
      ...(context.isKept === true ? ["  found before    it is tried first, until it passes"] : []),
      ...stubs(unfilled),
      `  replay          ${replay(context)}`,
    ],
  ];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

/** Stubs are not violations: they are named, with the place where the work is waiting, the next one to fill in first. */
export function reportUnfilled(context: ReportContext, { fresh, known, knownFrom }: StubsToTell): string {
  const lines = fresh.map(({ what, location }, index) =>
    `  ${index === 0 ? "next" : "then"}   ${clean(what, 80)}   ${location ?? ""}`.trimEnd(),
  );
  const others = known === 1 ? "1 stub" : `${known} stubs`;
  const elsewhere =
    knownFrom === undefined ? [] : [`  ${fresh.length === 0 ? "" : "and "}${others}, see "${knownFrom}"`];
  return [...heading(context, "not implemented yet"), "", ...lines, ...elsewhere].join("\n");
}

/** What was not tried is not proved. */
export function reportCut(
  context: ReportContext,
  cut: { readonly tried: number; readonly of: number },
): string {
  return [
    ...heading(context, "cut short"),
    "",
    `  ${cut.tried} of ${cut.of} cases were tried, and held; then its time was up, so nothing is proved.`,
    "  Give it more with SEQWRIGHT_TIME_MS (milliseconds), or ask for fewer cases with SEQWRIGHT_RUNS.",
  ].join("\n");
}

/** What nothing was wrong with, and nothing proved. */
export function reportRemarks(context: ReportContext, remarks: readonly Remark[]): string {
  const verdict = remarks.some(({ kind }) => kind === "not-reached") ? "not reached" : "not watched";
  const lines = remarks.map(({ line, sentence }) => `  ${context.protocol.source}:${line}  ${sentence}`);
  return [...heading(context, verdict), "", ...lines].join("\n");
}

/** No case got to the arrow that was asked for. */
export function reportUncrossed(context: ReportContext, line: number): string {
  return [
    ...heading(context, "not reached"),
    "",
    `  no case crossed line ${line}, so nothing is proved of it. Ask for more cases with SEQWRIGHT_RUNS.`,
  ].join("\n");
}

const columns = 100;

function heading({ protocol, title, component, level }: ReportContext, verdict: string): readonly string[] {
  const whole = `${clean(protocol.name, 80)} › ${proofName({ protocol, title, component, level })}`;
  const gap = Math.max(2, columns - textWidth(whole) - textWidth(verdict));
  return [`${whole}${" ".repeat(gap)}${verdict}`];
}

/** What is proved of whom: `order: EventHandler`. */
export function proofName({
  protocol,
  title,
  component,
  level,
}: Pick<ReportContext, "protocol" | "title" | "component" | "level">): string {
  const together = level === "system" ? "the running system" : "all components together";
  return `${title}: ${component === undefined ? together : nameOf(protocol, component)}`;
}

function place(protocol: DiagramProtocol, { step }: Violation): readonly string[] {
  const spec = step === undefined ? undefined : protocol.steps[step];
  if (step === undefined || spec === undefined) return [`  ${protocol.source}`];
  const arrow = `${clean(spec.from, 30)} ${spec.kind === "reply" ? "-->" : "->"} ${clean(spec.to, 30)}`;
  return [`  ${protocol.source}:${spec.line}  ${arrow}  ${labelOf(protocol, step)}`];
}

/** Where to look: the component that did it, or should have; bad input is to be refused by whoever got it. */
function handlerOf(
  { protocol, component, handlers }: ReportContext,
  { kind, step, disturbed, culprit, expected: [missing = ""] }: Violation,
): readonly string[] {
  // A gateway's file is not part of the protocol; the sentence names whose it is.
  if (kind === "no-effect") return [];
  const { from, to } = (step === undefined ? undefined : protocol.steps[step]) ?? {};
  const refuses = disturbed === undefined || !isOfBadInput(kind) ? undefined : protocol.steps[disturbed]?.to;
  const late = kind === "out-of-order" ? protocol.steps[missing] : undefined;
  // What the caller has no part in, it cannot have left out.
  const idle = late !== undefined && late.from !== from && late.to !== from ? late.from : undefined;
  const spec = [component, culprit, refuses, idle, from, to]
    .flatMap((code) => (code === undefined ? [] : [protocol.participants[code]]))
    .find((participant) => participant?.role === "component");
  return spec?.role === "component" ? [`  handler  ${clean(`${handlers}${spec.handler}`, 160)}`] : [];
}

/** The line of the developer's own code that made the call. */
function callOf({ handlers }: ReportContext, { mark }: Violation): readonly string[] {
  const location = mark === undefined ? undefined : placeOfMark(mark, handlers);
  return location === undefined ? [] : [`  called   ${clean(location, 160)}`];
}

/** Where in the developer's own code the error came from. */
function crashOf({ handlers }: ReportContext, { thrown }: Violation): readonly string[] {
  const location = placeInFolder(thrown, handlers);
  return location === undefined ? [] : [`  thrown   ${clean(location, 160)}`];
}

function reasons({ sentence, difference, provoked, promised }: Violation): readonly string[] {
  const compared =
    difference === undefined
      ? []
      : [
          `  ${clean(difference.where, 80)}`,
          `    expected  ${difference.expected}`,
          `    received  ${difference.received}`,
        ];
  return [
    `  because  ${sentence}`,
    ...(promised === undefined ? [] : [`  promised line ${promised.line} (${clean(promised.text, 80)})`]),
    ...(provoked === undefined ? [] : [`  given    ${provoked}`]),
    ...compared,
  ];
}

const shownBefore = 3;
const columnWidth = 44;

function excerpt(
  protocol: DiagramProtocol,
  violation: Violation,
  trace: readonly StepId[],
): readonly string[] {
  const { kind, disturbed } = violation;
  const allowed =
    disturbed === undefined ? violation.expected.map((step) => row(protocol, step)) : [insteadOf(kind)];
  const { awaits } = violation;
  const nothing = awaits === undefined ? "(nothing more)" : `(waits for line ${lineOf(protocol, awaits)})`;
  const [first = nothing, ...others] = allowed;
  // With a bad payload the run is wrong from there on, not only where it did harm at last.
  const wrongFrom =
    disturbed !== undefined && isOfBadInput(kind) ? trace.lastIndexOf(disturbed) + 1 : trace.length;
  const before = trace.slice(0, wrongFrom).slice(-shownBefore);
  const did = [
    ...trace.slice(wrongFrom).map((step) => row(protocol, step)),
    observedRow(protocol, violation),
  ];
  const [difference = "", ...after] = did;
  return [
    columnsOf("  ", "diagram allows", "this run did"),
    ...(wrongFrom > before.length ? [columnsOf("  ", "…", "…")] : []),
    ...before.map((step) => {
      const text = row(protocol, step);
      const shown = step === disturbed ? `${fitWidth(text, columnWidth - 2).trimEnd()} ✗` : text;
      return columnsOf("  ", shown, shown);
    }),
    `${columnsOf("> ", first, fitWidth(difference, columnWidth).trimEnd())}  ← first difference`,
    ...after.map((text) => columnsOf("  ", "", text)),
    ...others.map((text) => columnsOf("  ", `or ${text}`, "")),
  ];
}

/** What is right where the kit has made something go wrong. */
function insteadOf(kind: ViolationKind): string {
  if (isOfBadInput(kind)) return "(refuses the payload)";
  return kind.endsWith("undone")
    ? "(undoes what was done, last first)"
    : "(fails with this error, and stops)";
}

function isOfBadInput(kind: ViolationKind): boolean {
  return kind.endsWith("bad-input");
}

const ofOneStep: ReadonlySet<ViolationKind> = new Set([
  "out-of-order",
  "repeated",
  "wrong-branch",
  "wrong-argument",
  "wrong-answer",
  "went-on-after-fault",
  "repeated-after-fault",
  "wrote-bad-input",
]);

function observedRow(protocol: DiagramProtocol, { kind, step, observed }: Violation): string {
  if (observed === undefined) return "(nothing more happened)";
  const line = step !== undefined && ofOneStep.has(kind) ? protocol.steps[step]?.line : undefined;
  return line === undefined ? observed : `${String(line).padStart(3)} ${observed}`;
}

function row(protocol: DiagramProtocol, step: StepId): string {
  return `${String(protocol.steps[step]?.line ?? "").padStart(3)} ${labelOf(protocol, step)}`;
}

function columnsOf(mark: string, left: string, right: string): string {
  return `   ${mark}${fitWidth(left, columnWidth)}  ${fitWidth(right, columnWidth)}`.trimEnd();
}

const usedMax = 12;

function smallestCase(used: readonly string[]): readonly string[] {
  const shown = used.length > usedMax ? [...used.slice(0, usedMax), `… ${used.length - usedMax} more`] : used;
  return shown.map((line, index) => `  ${index === 0 ? "smallest case   " : " ".repeat(16)}${line}`);
}

function stubs(unfilled: readonly Unfilled[]): readonly string[] {
  return distinctStubs(unfilled).map(({ what, location }) =>
    `  not implemented yet: ${clean(what, 80)} ${location ?? ""}`.trimEnd(),
  );
}

function distinctStubs(unfilled: readonly Unfilled[]): readonly Unfilled[] {
  return [...new Map(unfilled.map((one) => [`${one.what} ${one.location ?? ""}`, one])).values()];
}

function replay({ protocol, property, component, level, seed, path }: ReportContext): string {
  const parts = ["npx seqwright test", shellWord(protocol.name), "--property", property];
  if (level === "system") parts.push("--system");
  if (component !== undefined) parts.push("--component", shellWord(component));
  parts.push("--seed", String(seed));
  if (path !== undefined) parts.push("--path", path);
  return parts.join(" ");
}

// A diagram's name is text like any other: pasted into a shell it must stay one word.
function shellWord(text: string): string {
  return /^[\p{L}\p{N}._/-]+$/u.test(text) && !text.startsWith("-")
    ? text
    : `'${clean(text, 200).replaceAll("'", `'\\''`)}'`;
}
