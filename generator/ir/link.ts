import type { SqlParser, SqlTables } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic, type Outcome } from "../diagnostics/diagnostic.ts";
import type { Interaction } from "../interaction/model.ts";
import type { SourceFile } from "../source/source-file.ts";
import { readDirectives } from "./directives.ts";
import { checkSql, refusedStatements } from "./drawing/check-sql.ts";
import { checkTables } from "./drawing/check-tables.ts";
import { statementText } from "./drawing/drawn-statements.ts";
import { splitStatements } from "./drawing/split-statements.ts";
import { checkParameters } from "./drawing/check-parameters.ts";
import { checkArrows } from "./drawing/check-arrows.ts";
import { checkBreaks } from "./drawing/check-breaks.ts";
import { checkActivations } from "./drawing/check-activations.ts";
import { elementsOf } from "./elements.ts";
import { operationsIn } from "./flow/operations.ts";
import { withOwnMethods } from "./own-methods.ts";
import { componentFixes } from "./component-fixes.ts";
import { checkDescribedTypes } from "./check-described-types.ts";
import { checkSqlTypes } from "./check-sql-types.ts";
import { checkLoops } from "./check-loops.ts";
import { checkNames } from "./check-names.ts";
import { checkOverrides } from "./check-overrides.ts";
import { checkSqlAnswers } from "./types/check-sql-answers.ts";
import { existenceGuards } from "./types/existence-guards.ts";
import { missingInLoops } from "./types/missing-in-loops.ts";
import { gatherShownValues } from "./types/gather-shown-values.ts";
import { checkRedisWords } from "./flow/check-redis-words.ts";
import { linkSteps, type LinkedSteps } from "./flow/link-steps.ts";
import type { DiagramModel, Entry, Fragment, Participant } from "./model/diagram-model.ts";
import { alternativesApart, type AskedApart } from "./drawing/alternatives-apart.ts";
import { answerAssignments } from "./drawing/answer-assignments.ts";
import { answersInBranches } from "./drawing/answers-in-branches.ts";
import { answersInLoops } from "./drawing/answers-in-loops.ts";
import { errorsPassedOn } from "./drawing/errors-passed-on.ts";
import { endAtAnswers } from "./drawing/end-at-answers.ts";
import { oneLine, outline, type Outline } from "./drawing/outline.ts";
import type { Overrides } from "./model/overrides.ts";
import { nameEvents } from "./drawing/name-events.ts";
import { nameParameters } from "./drawing/name-parameters.ts";
import { namedTopics } from "./participants/named-topics.ts";
import { pairMessages, type Pairing } from "./drawing/pairing.ts";
import {
  borderParticipant,
  type DescribedParticipant,
  describeParticipant,
} from "./participants/describe-participant.ts";
import { readArrows, type ReadArrow } from "./drawing/read-arrows.ts";
import { readNotes, type ReadNotes } from "./drawing/read-notes.ts";
import { checkCalls } from "./participants/check-calls.ts";
import { checkPlaceholders } from "./flow/check-placeholders.ts";
import { checkReferences } from "./flow/check-references.ts";
import { rhythmsIn } from "./drawing/rhythms.ts";
import { isOutsideAnyway } from "./participants/outside-party.ts";
import { startingByThemselves } from "./participants/starts-by-itself.ts";
import { cooperationOf } from "./participants/cooperation.ts";
import { provisionOf } from "./participants/provision.ts";
import { checkEventCycles } from "./entries/check-event-cycles.ts";
import { checkToldApart } from "./entries/check-told-apart.ts";
import { findPublications, isPublishedByRuntime } from "./entries/publications.ts";
import { withDatabases } from "./transactions/with-databases.ts";
import { withoutBoundaries } from "./transactions/without-boundaries.ts";
import { findTransactions } from "./transactions/find-transactions.ts";
import { bindPolicies } from "./policies/bind-policies.ts";
import { countTraffic } from "./drawing/traffic.ts";
import { TypeKnowledge } from "./types/type-knowledge.ts";

/**
 * Gives a diagram its meaning: roles, calls and their answers, types, data flow, policies. Where there is no `sql`,
 * nothing is read as SQL; `tables` are those that the migrations of its system make, where they are known.
 */
export function link(
  interaction: Interaction,
  name: string,
  configured: Overrides,
  sql?: SqlParser,
  tables?: SqlTables,
): Outcome<DiagramModel> {
  let read = interaction;
  let linked = linkOnce(read, name, configured, sql, tables);
  for (let round = 0; linked.askedApart.size > 0 && round < roundsMax; round += 1) {
    const apart = alternativesApart(read, linked.askedApart);
    if (apart === read) break;
    read = apart;
    linked = linkOnce(read, name, configured, sql, tables);
  }
  return linked.outcome;
}

/** How often what is asked in one `alt` may change, from values to somebody and back. */
const roundsMax = 6;

interface LinkedOnce {
  readonly outcome: Outcome<DiagramModel>;
  readonly askedApart: AskedApart;
}

function linkOnce(
  interaction: Interaction,
  name: string,
  configured: Overrides,
  sql: SqlParser | undefined,
  tables: SqlTables | undefined,
): LinkedOnce {
  const { source } = interaction;
  const diagnostics: Diagnostic[] = [];
  const directives = readDirectives(interaction, configured);
  const { overrides } = directives;
  diagnostics.push(...directives.diagnostics, ...checkOverrides(interaction, configured));

  const { outlined, pairing } = drawn(interaction, sql);
  const read = readArrows(outlined.body, pairing, sql, tables);
  const rhythms = rhythmsIn(outlined.body, read);
  const participants = drawnParticipants(interaction, read, overrides, rhythms.everyMs);
  const named = nameEvents(read, participants);
  const known = gatherShownValues({ arrows: named, sketch: outlined, notes: nothingNoted, overrides });
  const arrows = missingInLoops(
    nameParameters(named, (value) => known.isNamed(value)),
    outlined.body,
  );
  const { body: stepwise, boundaries } = withoutBoundaries(outlined.body, arrows, participants);
  const { body: guarded, maybeMissing } = existenceGuards(stepwise, arrows, overrides);
  const sketch = { ...outlined, body: guarded };
  const refusedSql = refusedStatements(arrows, sql);
  diagnostics.push(
    ...checkArrows(sketch, pairing, source),
    ...checkActivations(sketch.body, source),
    ...checkBreaks(sketch.body, pairing, source),
    ...checkParameters(arrows, source),
    ...checkSql(arrows, refusedSql, source),
    ...checkTables(arrows, tables, source),
    ...checkRedisWords(arrows, participants, source),
    ...checkNames(interaction, arrows),
  );

  const notes = readNotes(sketch, arrows, directives.policies);
  const types = new TypeKnowledge(gatherShownValues({ arrows, sketch, notes, overrides }), overrides);
  diagnostics.push(...checkSqlAnswers(arrows, participants, source, types));
  const reached = linkSteps({
    body: sketch.body,
    arrows,
    pairing,
    participants,
    overrides,
    types,
    rhythms,
    background: notes.background,
    maybeMissing,
  });
  const linked = { ...reached, steps: withOwnMethods(reached.steps) };
  addBorderOfStarts(participants, arrows, linked);
  const asked = withOperations(participants, linked, types);
  if (!asked.some(({ provision }) => provision.by === "handler")) {
    const at = { source, span: interaction.span };
    const fixes = componentFixes(at, linked.steps);
    diagnostics.push(diagnostic("link/no-component", { name }, at, { fixes }));
  }
  diagnostics.push(
    ...checkPlaceholders(
      { arrows, steps: linked.steps, holes: linked.holes, types: types.namedTypes() },
      source,
    ),
  );
  diagnostics.push(...checkReferences(sketch.body, linked, source));
  diagnostics.push(...checkCalls(interaction.lifelines, asked, linked.steps, source));
  const { body, fragments } = elementsOf(sketch.body, arrows, linked);
  diagnostics.push(...checkBranches(fragments, source), ...checkReached(linked, fragments, source));
  diagnostics.push(...checkLoops(fragments, { steps: linked.steps, types: types.namedTypes() }, source));
  diagnostics.push(...checkDescribedTypes(interaction, overrides, types));
  diagnostics.push(...checkSqlTypes(arrows, types, source));
  const { steps } = linked;
  const { phases } = sketch;
  const namedTypes = types.namedTypes();
  const bound = bindPolicies({
    participants,
    arrows,
    steps,
    types: namedTypes,
    stated: notes.policies,
    fragments,
    source,
  });
  diagnostics.push(...bound.diagnostics);
  const { policies } = bound;
  const entries = bound.entries.map((entry) => withTypeField(entry, overrides.typeField));
  const { typeField } = overrides;
  const publications = findPublications({ participants, steps, policies, types: namedTypes, typeField });
  const described = asked.map((participant): Participant =>
    isPublishedByRuntime(participant, publications)
      ? { ...participant, provision: { by: "publisher" } }
      : participant,
  );
  const events = { entries, publications, steps, types: namedTypes, fragments };
  diagnostics.push(...checkToldApart(events, source), ...checkEventCycles(events, source));
  const transactions = findTransactions({
    participants: described,
    steps,
    fragments,
    phases,
    policies,
    boundaries,
  });
  const outcome: Outcome<DiagramModel> = {
    value: {
      source,
      name,
      title: interaction.title === undefined ? undefined : oneLine(interaction.title),
      span: interaction.span,
      participants: described.map((participant) => withDatabases(participant, transactions)),
      steps,
      fragments,
      body,
      entries,
      publications,
      transactions,
      boundaries,
      retries: bound.retries,
      phases,
      types: namedTypes,
      errors: errorsOf(linked),
      policies,
      examples: overrides.examples,
      remarks: [...notes.remarks, ...bound.remarks].sort((a, b) => a.span.start - b.span.start),
      refusedSql,
      starts: [...linked.starts.values()],
      lost: sketch.leftOut.flatMap(({ reason, text, span }) => (reason === "lost" ? [{ text, span }] : [])),
      holes: linked.holes,
    },
    diagnostics,
  };
  return { outcome, askedApart: linked.askedApart };
}

/** Notes say what values look like, not what is one. */
const nothingNoted: Pick<ReadNotes, "states" | "examples"> = { states: [], examples: [] };

/** The statements in a drawing, as PostgreSQL is asked about them. */
export function statementsIn(interaction: Interaction, sql: SqlParser): readonly string[] {
  const { outlined, pairing } = drawn(interaction, sql);
  return readArrows(outlined.body, pairing, sql).flatMap(({ meaning }) =>
    meaning.kind === "sql" ? [statementText(meaning)] : [],
  );
}

interface Drawn {
  readonly outlined: Outline;
  readonly pairing: Pairing;
}

/** The drawing as a tree whose paths end with their answers, and which arrow answers which. */
function drawn(interaction: Interaction, sql: SqlParser | undefined): Drawn {
  const sketchOf = (one: Interaction): Outline => outline(one, (label) => splitStatements(label, sql));
  const topics = namedTopics(interaction.lifelines);
  const paired = (one: Interaction): Drawn => {
    const outlined = sketchOf(one);
    return { outlined, pairing: pairMessages(outlined.body, topics) };
  };
  const asDrawn = paired(interaction);
  const looped = answersInLoops(interaction, asDrawn.outlined.body, asDrawn.pairing);
  const { outlined, pairing } = looped === interaction ? asDrawn : paired(looped);
  const assigned = answerAssignments(looped, outlined.body, pairing);
  const ended = endAtAnswers(assigned, outlined.body, pairing);
  const atEnds = ended === looped ? { outlined, pairing } : paired(ended);
  const parted = answersInBranches(ended, atEnds.outlined.body, atEnds.pairing);
  let whole = { drawing: parted, ...(parted === ended ? atEnds : paired(parted)) };
  // Each round passes errors on by one call.
  for (let round = 0; round < callsMax; round += 1) {
    const drawing = errorsPassedOn(whole.drawing, whole.outlined.body, whole.pairing, topics);
    if (drawing === whole.drawing) break;
    whole = { drawing, ...paired(drawing) };
  }
  return whole;
}

/** Through how many calls inside each other an error is followed. */
const callsMax = 60;

/** Those that the diagram names, and its borders where arrows come from there or go there. */
function drawnParticipants(
  { lifelines }: Interaction,
  arrows: readonly ReadArrow[],
  overrides: Overrides,
  everyMs: ReadonlyMap<number, number>,
): Map<string, DescribedParticipant> {
  const described = new Map(
    lifelines.map((lifeline) => [
      lifeline.code,
      describeParticipant(lifeline, countTraffic(lifeline.code, arrows), overrides),
    ]),
  );
  const people = new Set(lifelines.flatMap((lifeline) => (isOutsideAnyway(lifeline) ? [lifeline.code] : [])));
  const isSettled = (code: string): boolean => people.has(code) || Object.hasOwn(overrides.roles, code);
  const participants = startingByThemselves(described, arrows, everyMs, isSettled);
  for (const border of ["[", "]"] as const) {
    const used = arrows.find((arrow) => arrow.from === border || arrow.to === border);
    if (used !== undefined) participants.set(border, borderParticipant(border, used.span));
  }
  return participants;
}

/** What happens without a call begins at the left border. */
function addBorderOfStarts(
  participants: Map<string, DescribedParticipant>,
  arrows: readonly ReadArrow[],
  { starts }: LinkedSteps,
): void {
  const first = arrows.find((arrow) => starts.has(arrow.index));
  if (first !== undefined && !participants.has("["))
    participants.set("[", borderParticipant("[", first.span));
}

/** The participants with what is asked of them, and whom they ask. */
function withOperations(
  participants: ReadonlyMap<string, DescribedParticipant>,
  linked: LinkedSteps,
  types: TypeKnowledge,
): readonly Participant[] {
  const operationsOf = operationsIn(linked, types);
  return [...participants.values()].map((participant): Participant => {
    const operations = operationsOf(participant);
    const provision = provisionOf({ ...participant, operations });
    return { ...participant, operations, ...cooperationOf(participant.code, linked.steps), provision };
  });
}

/** Code for more would nest more deeply than compilers can read. */
const branchesMax = 200;

function checkBranches(fragments: readonly Fragment[], source: SourceFile): readonly Diagnostic[] {
  return fragments
    .filter(({ branches }) => branches.length > branchesMax)
    .map(({ branches: { length: count }, span }) =>
      diagnostic("link/too-many-branches", { count, branchesMax }, { source, span }),
    );
}

/** Branches that are drawn and cannot be taken; that nothing is left for an `else` is no mistake. */
function checkReached(
  { neverTaken }: LinkedSteps,
  fragments: readonly Fragment[],
  source: SourceFile,
): readonly Diagnostic[] {
  return neverTaken.flatMap(({ fragment, branches: never }) => {
    const drawn = fragments.find(({ id }) => id === fragment)?.branches ?? [];
    return never.flatMap((index) => {
      const isAlways = drawn[index]?.guard.kind === "none" && drawn.length === 2;
      const branch = isAlways ? drawn[0] : drawn[index];
      if (branch === undefined || branch.guard.kind === "none" || branch.span === undefined) return [];
      const params = { guard: branch.label, isAlways };
      return [diagnostic("link/branch-never-taken", params, { source, span: branch.span })];
    });
  });
}

/** How the events of an entry say their type, where it is not by the header. */
function withTypeField(entry: Entry, typeField: string | undefined): Entry {
  return entry.kind !== "kafka" || typeField === undefined ? entry : { ...entry, typeField };
}

function errorsOf(linked: LinkedSteps): DiagramModel["errors"] {
  const errors = new Map<string, string | undefined>();
  for (const step of linked.steps) {
    if (step.kind !== "reply" || step.outcome.kind !== "throws") continue;
    errors.set(step.outcome.error, errors.get(step.outcome.error) ?? step.outcome.message);
  }
  return [...errors].map(([error, message]) => ({ name: error, message }));
}
