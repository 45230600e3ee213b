import {
  definitionOf,
  stepsNamed,
  type PlaceKind,
  type PolicyKeeper,
  type PolicyView,
  type Policy,
  type Verdict,
} from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { ModelPolicy, PlacedStatement, Remark, Step } from "../model/diagram-model.ts";
import { viewFrom } from "./bound-parts.ts";
import type { DiagramView } from "./view-diagram.ts";

export interface JudgedPolicies {
  readonly policies: readonly ModelPolicy[];
  /** What reads like a promise and is about nothing in the diagram. */
  readonly remarks: readonly Remark[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Drawing {
  readonly view: DiagramView;
  readonly steps: readonly Step[];
  readonly source: SourceFile;
}

/** Asks the keepers of each promise whether they keep it where it stands. */
export function judgePolicies(statements: readonly PlacedStatement[], drawing: Drawing): JudgedPolicies {
  const policies: ModelPolicy[] = [];
  const remarks: Remark[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const statement of statements) {
    const view = viewFrom(statement.at, drawing.view);
    const opinions = opinionsOn(statement, view);
    if (statement.origin === "note" && opinions.some(({ verdict }) => verdict.kind === "prose")) {
      remarks.push({ kind: "prose", text: statement.text, span: statement.span });
      continue;
    }
    diagnostics.push(...problemsOf(statement, view, opinions, drawing));
    const keptBy = opinions.flatMap(({ keeper: { by, property, how }, verdict }) =>
      verdict.kind === "kept" ? [{ by, how, ...(property === undefined ? {} : { property }) }] : [],
    );
    policies.push({
      ...statement,
      entries: view.bound.entries.map(({ step }) => step),
      keptBy,
      ...namedIn(statement, view),
      ...(keptBy.length > 0 ? {} : { whyNot: whyNot(opinions) }),
    });
  }
  return { policies, remarks, diagnostics };
}

/** The arrows that the promise calls by name. */
function namedIn(statement: PlacedStatement, view: PolicyView): Pick<ModelPolicy, "named"> {
  const definition = definitionOf(statement);
  const { steps, participants } = view;
  const found = Object.entries(definition.finds?.(statement, view) ?? {}).filter(([, ids]) => ids.length > 0);
  const phrases = Object.entries(definition.names?.(statement) ?? {});
  const named = phrases.flatMap(([role, phrase]) => {
    const ids = phrase === undefined ? [] : stepsNamed(phrase, steps, participants).map(({ id }) => id);
    return ids.length === 0 ? [] : [[role, ids] as const];
  });
  const all = [...named, ...found];
  return all.length === 0 ? {} : { named: Object.fromEntries(all) };
}

interface Opinion {
  readonly keeper: PolicyKeeper<Policy>;
  readonly verdict: Verdict;
}

function opinionsOn(statement: PlacedStatement, view: PolicyView): readonly Opinion[] {
  return definitionOf(statement).keptBy.map((keeper) => ({ keeper, verdict: keeper.judge(statement, view) }));
}

function problemsOf(
  statement: PlacedStatement,
  view: PolicyView,
  opinions: readonly Opinion[],
  { steps, source }: Drawing,
): readonly Diagnostic[] {
  const { text, span } = statement;
  const at = { source, span };
  const verdicts = opinions.map(({ verdict }) => verdict);
  if (!standsSomewhere(statement, view)) {
    const why = `it can stand at ${listed(definitionOf(statement).standsAt)}`;
    return [diagnostic("policy/finds-no-place", { text, why }, at)];
  }
  const broken = verdicts.find((verdict) => verdict.kind === "broken");
  if (broken !== undefined) {
    const related = steps
      .filter(({ id }) => broken.steps.includes(id))
      .map((step) => ({ message: `"${step.text}"`, source, span: step.span }));
    return [diagnostic("policy/contradicts-arrows", { text, why: broken.why }, at, { related })];
  }
  if (verdicts.some(({ kind }) => kind === "kept")) return [];
  const unplaced = verdicts.find((verdict) => verdict.kind === "unplaced" || verdict.kind === "prose");
  if (unplaced !== undefined) return [diagnostic("policy/finds-no-place", { text, why: unplaced.why }, at)];
  const why = whyNot(opinions);
  return [diagnostic("policy/nobody-keeps", { text, why }, at, { cause: `${statement.kind}: ${why}` })];
}

function whyNot(opinions: readonly Opinion[]): string {
  const reasons = opinions.flatMap(({ verdict }) => ("why" in verdict ? [verdict.why] : []));
  return reasons.length === 0 ? "nothing checks it yet" : [...new Set(reasons)].join("; ");
}

function standsSomewhere(statement: PlacedStatement, view: PolicyView): boolean {
  const kinds = placeKindsOf(statement, view);
  return definitionOf(statement).standsAt.some((kind) => kinds.has(kind));
}

const stepKinds = { call: "call", self: "self step", reply: "answer" } as const;

function placeKindsOf({ at }: PlacedStatement, { bound, participants }: PolicyView): ReadonlySet<PlaceKind> {
  const kinds = new Set<PlaceKind>(bound.steps.map(({ kind }) => stepKinds[kind]));
  const resources = new Set(participants.flatMap(({ code, role }) => (role === "resource" ? [code] : [])));
  if (Object.keys(at).length === 0) kinds.add("diagram");
  if (bound.entries.length > 0) kinds.add("entry");
  if (bound.steps.some(({ background }) => background)) kinds.add("background work");
  if (at.participants?.some((code) => resources.has(code)) === true) kinds.add("resource");
  return kinds;
}

function listed(words: readonly string[]): string {
  return words
    .map((word) =>
      word === "diagram" ? "the whole diagram" : `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`,
    )
    .join(", ");
}
