import type { SqlParser } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic, type Outcome } from "../diagnostics/diagnostic.ts";
import type { Interaction } from "../interaction/model.ts";
import { pascalCase } from "../text/lexical/make-identifier.ts";
import { readDirectives } from "./directives.ts";
import { checkSql, refusedStatements } from "./drawing/check-sql.ts";
import { splitStatements } from "./drawing/split-statements.ts";
import { checkActivations } from "./drawing/check-activations.ts";
import { checkOverrides } from "./check-overrides.ts";
import { gatherShownValues } from "./types/gather-shown-values.ts";
import { checkRedisWords } from "./flow/check-redis-words.ts";
import { linkSteps, type LinkedSteps } from "./flow/link-steps.ts";
import type {
  CallStep,
  DiagramModel,
  Element,
  Fragment,
  FragmentBranch,
  Operation,
  Parameter,
  Participant,
  ReplyStep,
  Step,
  StepId,
  TypeExpr,
} from "./model/diagram-model.ts";
import { oneLine, outline, type OutlineElement, type OutlineFragment } from "./drawing/outline.ts";
import type { Overrides } from "./model/overrides.ts";
import { isCommand } from "./model/wire-form.ts";
import { pairMessages } from "./drawing/pairing.ts";
import { borderParticipant, describeParticipant } from "./participants/describe-participant.ts";
import { readArrows, type ReadArrow } from "./drawing/read-arrows.ts";
import { readNotes } from "./drawing/read-notes.ts";
import { cooperationOf } from "./participants/cooperation.ts";
import { provisionOf } from "./participants/provision.ts";
import { findPublications } from "./entries/publications.ts";
import { findTransactions } from "./transactions/find-transactions.ts";
import { bindPolicies } from "./policies/bind-policies.ts";
import { countTraffic } from "./drawing/traffic.ts";
import { TypeKnowledge } from "./types/type-knowledge.ts";
import { uniteTypes } from "./types/unite-types.ts";

/**
 * Gives a diagram its meaning: roles, calls and their answers, types, data flow, policies. Where there is no `sql`,
 * nothing is read as SQL.
 */
export function link(
  interaction: Interaction,
  name: string,
  configured: Overrides,
  sql?: SqlParser,
): Outcome<DiagramModel> {
  const { source } = interaction;
  const diagnostics: Diagnostic[] = [];
  const directives = readDirectives(interaction, configured);
  const { overrides } = directives;
  diagnostics.push(...directives.diagnostics, ...checkOverrides(interaction, configured));

  const sketch = outline(interaction, (label) => splitStatements(label, sql));
  for (const left of sketch.leftOut) {
    const code =
      left.reason === "too-deep" ? "link/nested-too-deeply" : (`link/${left.reason}-message` as const);
    diagnostics.push(diagnostic(code, { text: left.text }, { source, span: left.span }));
  }
  const pairing = pairMessages(sketch.body);
  const arrows = readArrows(sketch.body, pairing, sql);
  for (const arrow of pairing.answeringNothing) {
    diagnostics.push(
      diagnostic(
        "link/reply-answers-nothing",
        { from: arrow.from, to: arrow.to, text: oneLine(arrow.label) },
        { source, span: arrow.span },
      ),
    );
  }
  for (const [second, first] of pairing.answeredTwice) {
    const related = [{ message: "the first answer", source, span: first.span }];
    diagnostics.push(
      diagnostic(
        "link/answered-twice",
        { from: second.from, to: second.to },
        { source, span: second.span },
        { related },
      ),
    );
  }
  const refusedSql = refusedStatements(arrows, sql);
  diagnostics.push(...checkActivations(sketch.body, source), ...checkSql(arrows, refusedSql, source));

  const participants = new Map(
    interaction.lifelines.map((lifeline) => [
      lifeline.code,
      describeParticipant(lifeline, countTraffic(lifeline.code, arrows), overrides),
    ]),
  );
  for (const border of ["[", "]"] as const) {
    const used = arrows.find((arrow) => arrow.from === border || arrow.to === border);
    if (used !== undefined) participants.set(border, borderParticipant(border, used.span));
  }

  diagnostics.push(...checkRedisWords(arrows, participants, source));
  const notes = readNotes(sketch, arrows, directives.policies);
  const types = new TypeKnowledge(gatherShownValues({ arrows, sketch, notes, overrides }), overrides);
  const linked = linkSteps({
    body: sketch.body,
    arrows,
    pairing,
    participants,
    overrides,
    types,
    background: notes.background,
  });
  const firstStart = arrows.find((arrow) => linked.starts.has(arrow.index));
  if (firstStart !== undefined && !participants.has("[")) {
    participants.set("[", borderParticipant("[", firstStart.span));
  }
  const exchange = exchangeOf(linked.steps);
  const described = [...participants.values()].map((participant): Participant => {
    const operations = operationsOf(participant.code, exchange, linked, types);
    const provision = provisionOf({ ...participant, operations });
    return { ...participant, operations, ...cooperationOf(participant.code, linked.steps), provision };
  });
  if (!described.some((participant) => participant.role === "component")) {
    diagnostics.push(diagnostic("link/no-component", { name }, { source, span: interaction.span }));
  }
  const { body, fragments } = elementsOf(sketch.body, arrows, linked);
  for (const { branches, span } of fragments) {
    if (branches.length <= branchesMax) continue;
    const count = branches.length;
    diagnostics.push(diagnostic("link/too-many-branches", { count, branchesMax }, { source, span }));
  }
  const { steps } = linked;
  const { phases } = sketch;
  const namedTypes = types.namedTypes();
  const bound = bindPolicies({
    participants,
    arrows,
    steps,
    types: namedTypes,
    stated: notes.policies,
    source,
  });
  diagnostics.push(...bound.diagnostics);
  const { entries, policies } = bound;
  return {
    value: {
      source,
      name,
      title: interaction.title === undefined ? undefined : oneLine(interaction.title),
      span: interaction.span,
      participants: described,
      steps,
      fragments,
      body,
      entries,
      publications: findPublications({ participants, steps, policies }),
      transactions: findTransactions({ participants: described, steps, fragments, phases, policies }),
      phases,
      types: namedTypes,
      errors: errorsOf(linked),
      policies,
      remarks: [...notes.remarks, ...bound.remarks].sort((a, b) => a.span.start - b.span.start),
      refusedSql,
      holes: linked.holes,
    },
    diagnostics,
  };
}

/** Code for more would nest more deeply than compilers can read. */
const branchesMax = 200;

/** Calls by receiver and method, and answers by call. */
interface Exchange {
  readonly calls: ReadonlyMap<string, ReadonlyMap<string, readonly CallStep[]>>;
  readonly replies: ReadonlyMap<StepId, readonly ReplyStep[]>;
}

function exchangeOf(steps: readonly Step[]): Exchange {
  const calls = new Map<string, Map<string, CallStep[]>>();
  const replies = new Map<StepId, ReplyStep[]>();
  for (const step of steps) {
    if (step.kind === "reply") {
      const known = replies.get(step.answers);
      if (known === undefined) replies.set(step.answers, [step]);
      else known.push(step);
    } else if (step.kind === "call") {
      const methods = calls.get(step.to) ?? new Map<string, CallStep[]>();
      calls.set(step.to, methods);
      const known = methods.get(step.method);
      if (known === undefined) methods.set(step.method, [step]);
      else known.push(step);
    }
  }
  return { calls, replies };
}

/** What others ask of a participant, one entry per method. */
function operationsOf(
  code: string,
  exchange: Exchange,
  linked: LinkedSteps,
  types: TypeKnowledge,
): readonly Operation[] {
  return [...(exchange.calls.get(code) ?? [])].map(([method, calls]): Operation => {
    const ids = calls.map(({ id }) => id);
    const replies = ids
      .flatMap((id) => exchange.replies.get(id) ?? [])
      .sort((a, b) => a.span.start - b.span.start);
    const first = calls[0];
    const parameters = (first?.args ?? []).map((argument, position): Parameter => {
      const drawn = calls.flatMap((call) =>
        call.args[position] === undefined ? [] : [call.args[position].type],
      );
      return { name: argument.name, type: uniteTypes(drawn) };
    });
    const carried = replies.flatMap((reply): TypeExpr[] => {
      const general = linked.results.get(reply.id);
      return general === undefined ? [] : [general];
    });
    const isHttp = replies.some(({ status }) => status !== undefined);
    const result = carried.length === 0 ? undefined : isHttp ? httpResult(carried) : uniteTypes(carried);
    return {
      method,
      parameters,
      // The answers of an HTTP operation are worth a name: everyone who hands them on uses it.
      result:
        isHttp && result !== undefined
          ? types.defineType(`${pascalCase(method)}Response`, result, `answers to ${method}`)
          : result,
      throws: [
        ...new Set(
          replies.flatMap((reply) => (reply.outcome.kind === "throws" ? [reply.outcome.error] : [])),
        ),
      ],
      command: isCommand(first?.wire) ? first.wire.kind : undefined,
      steps: ids,
    };
  });
}

/** One member per drawn status and body; a status without a body adds nothing where another drawing shows one. */
function httpResult(answers: readonly TypeExpr[]): TypeExpr {
  const distinct = new Map(answers.map((type) => [JSON.stringify(type), type]));
  const members = [...distinct.values()];
  const only = members[0];
  return members.length === 1 && only !== undefined ? only : { kind: "union", members };
}

function errorsOf(linked: LinkedSteps): DiagramModel["errors"] {
  const errors = new Map<string, string | undefined>();
  for (const step of linked.steps) {
    if (step.kind !== "reply" || step.outcome.kind !== "throws") continue;
    errors.set(step.outcome.error, errors.get(step.outcome.error) ?? step.outcome.message);
  }
  return [...errors].map(([error, message]) => ({ name: error, message }));
}

/** The outline's tree with steps in the place of arrows, and its fragments in drawing order. */
function elementsOf(
  outlined: readonly OutlineElement[],
  arrows: readonly ReadArrow[],
  { starts, items }: LinkedSteps,
): { readonly body: readonly Element[]; readonly fragments: readonly Fragment[] } {
  const fragments: Fragment[] = [];
  const ids = new Map(arrows.map((arrow) => [arrow.index, arrow.id]));

  const elements = (from: readonly OutlineElement[]): Element[] =>
    from.flatMap((element): Element[] => {
      switch (element.kind) {
        case "arrow": {
          const step = ids.get(element.arrow.index);
          if (step === undefined) return [];
          const start = starts.get(element.arrow.index);
          return start === undefined
            ? [{ kind: "step", step }]
            : [
                { kind: "step", step: start },
                { kind: "step", step },
              ];
        }
        case "life":
          return [];
        case "reference":
          return [element];
        case "fragment":
          addFragment(element.fragment);
          return [{ kind: "fragment", fragment: element.fragment.id }];
      }
    });

  const addFragment = (fragment: OutlineFragment): void => {
    const position = fragments.length;
    const bare: Fragment = { ...fragment, items: items.get(fragment.id), branches: [] };
    fragments.push(bare);
    const drawn = fragment.branches.map((branch): FragmentBranch => ({
      label: branch.label,
      guard: branch.guard,
      body: elements(branch.body),
      span: branch.span,
    }));
    const passable =
      fragment.operator === "opt" ||
      fragment.operator === "break" ||
      (fragment.operator === "alt" && drawn.length === 1);
    const past: FragmentBranch = {
      label: "otherwise",
      guard: { kind: "none" },
      body: [],
      span: fragment.span,
    };
    fragments[position] = { ...bare, branches: passable ? [...drawn, past] : drawn };
  };

  return { body: elements(outlined), fragments };
}
