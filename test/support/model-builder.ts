import { isOneOf } from "../../runtime/model/index.ts";
import { cooperationOf } from "../../generator/ir/participants/cooperation.ts";
import { provisionOf } from "../../generator/ir/participants/provision.ts";
import type {
  Argument,
  BranchPath,
  CallStep,
  Deciding,
  DiagramModel,
  Element,
  Fragment,
  FragmentBranch,
  FragmentOperator,
  ModelPolicy,
  ReplyOutcome,
  Participant,
  ReplyStep,
  Role,
  Step,
} from "../../generator/ir/model/diagram-model.ts";
import { sourceFile, type Span } from "../../generator/source/source-file.ts";
import type { Guard, Repetition } from "../../generator/text/model.ts";
import { camelCase } from "../../generator/text/lexical/make-identifier.ts";

/** What is drawn, as a test writes it. */
export type Draft =
  | {
      readonly kind: "call";
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly options: CallOptions;
    }
  | {
      readonly kind: "reply";
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly options: ReplyOptions;
    }
  | {
      readonly kind: "fragment";
      readonly operator: FragmentOperator;
      readonly branches: readonly DraftBranch[];
      readonly repetition: Repetition | undefined;
    };

export interface CallOptions {
  readonly waits?: boolean;
  readonly background?: boolean;
  readonly args?: readonly Argument[];
  readonly decides?: readonly Deciding[];
}

export interface ReplyOptions {
  readonly as?: string;
  readonly outcome?: ReplyOutcome;
  readonly decides?: readonly Deciding[];
}

type DraftBranch = readonly [label: string, ...body: readonly Draft[]];

/** `A -> B : text`; `A -> A : text` is a step of A's own. */
export function call(from: string, to: string, text: string, options: CallOptions = {}): Draft {
  return { kind: "call", from, to, text, options };
}

/** `A --> B : text`: answers the nearest call from B to A that is still open in its branch. */
export function reply(from: string, to: string, text: string, options: ReplyOptions = {}): Draft {
  return { kind: "reply", from, to, text, options };
}

export function alt(...branches: readonly DraftBranch[]): Draft {
  return { kind: "fragment", operator: "alt", branches, repetition: undefined };
}

export function par(...branches: readonly DraftBranch[]): Draft {
  return { kind: "fragment", operator: "par", branches, repetition: undefined };
}

export function opt(label: string, ...body: readonly Draft[]): Draft {
  return { kind: "fragment", operator: "opt", branches: [[label, ...body], ["else"]], repetition: undefined };
}

export function breaks(label: string, ...body: readonly Draft[]): Draft {
  return {
    kind: "fragment",
    operator: "break",
    branches: [[label, ...body], ["else"]],
    repetition: undefined,
  };
}

export function group(label: string, ...body: readonly Draft[]): Draft {
  return { kind: "fragment", operator: "group", branches: [[label, ...body]], repetition: undefined };
}

export function critical(label: string, ...body: readonly Draft[]): Draft {
  return { kind: "fragment", operator: "critical", branches: [[label, ...body]], repetition: undefined };
}

/** `For each item`, `3 times`, or a condition. */
export function loop(label: string, ...body: readonly Draft[]): Draft {
  const subject = /^for each (.*)$/i.exec(label)?.[1];
  const times = /^(\d+) times$/.exec(label)?.[1];
  const repetition: Repetition =
    subject !== undefined
      ? { kind: "each", subject }
      : times !== undefined
        ? { kind: "times", min: Number(times), max: Number(times) }
        : { kind: "while", guard: guardOf(label) };
  return { kind: "fragment", operator: "loop", branches: [[label, ...body]], repetition };
}

export interface Drawn {
  /** Codes of the participants; all others that occur are components. */
  readonly initiators?: readonly string[];
  readonly resources?: readonly string[];
  readonly policies?: readonly ModelPolicy[];
}

/** A model of what is drawn: a line for each arrow and each fragment, participants from left to right as they occur. */
export function diagram(
  drawn: readonly Draft[],
  { initiators = [], resources = [], policies = [] }: Drawn = {},
): DiagramModel {
  const steps: Step[] = [];
  const fragments: Fragment[] = [];
  const codes = new Set<string>();
  const lines: string[] = [];
  const ids = new Map<string, number>();

  const unique = (name: string): string => {
    const count = (ids.get(name) ?? 0) + 1;
    ids.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  };
  const write = (text: string): Span => {
    const start = lines.reduce((length, line) => length + line.length + 1, 0);
    lines.push(text);
    return { start, end: start + text.length };
  };

  const add = (draft: Draft, within: BranchPath): Element => {
    if (draft.kind === "fragment") return addFragment(draft, within);
    const { from, to, text } = draft;
    codes.add(from).add(to);
    const span = write(`${from} ${draft.kind === "call" ? "->" : "-->"} ${to}: ${text}`);
    const base = {
      id: unique(`${from} ${draft.kind === "call" ? "->" : "-->"} ${to}: ${text}`),
      from,
      to,
      text,
      brief: text,
      sentence: text,
      within,
      phase: undefined,
      span,
      decides: draft.options.decides ?? [],
    };
    if (draft.kind === "call") {
      const step: CallStep = {
        ...base,
        kind: from === to ? "self" : "call",
        wire: undefined,
        cause: undefined,
        afterAnswer: false,
        method: camelCase(text),
        receiver: undefined,
        args: draft.options.args ?? [],
        waits: draft.options.waits ?? true,
        answers: [],
        readOnly: false,
        background: draft.options.background ?? false,
        validates: false,
      };
      steps.push(step);
    } else {
      const step: ReplyStep = {
        ...base,
        kind: "reply",
        answers: openCall(steps, from, to, within),
        status: undefined,
        inWords: false,
        outcome: draft.options.outcome ?? {
          kind: "returns",
          value: { kind: "free", name: camelCase(text) },
          as: draft.options.as ?? camelCase(text),
          type: { kind: "json" },
          encoding: "value",
        },
      };
      steps.push(step);
    }
    return { kind: "step", step: base.id };
  };

  const addFragment = (draft: Extract<Draft, { kind: "fragment" }>, within: BranchPath): Element => {
    const first = draft.branches[0]?.[0] ?? "";
    const id = unique(`${draft.operator} ${first}`.trim());
    const span = write(`${draft.operator} ${first}`);
    const position = fragments.length;
    const branches = draft.branches.map(([label, ...body], index): FragmentBranch => {
      const start =
        index === 0 ? span : label === "else" && body.length === 0 ? span : write(`else ${label}`);
      const elements = body.map((each) => add(each, [...within, [id, index]]));
      const guard = guardOf(label);
      const predicate = guard.kind === "predicate" ? guard.predicate : undefined;
      return { label, guard, predicate, body: elements, span: start };
    });
    write("end");
    const fragment: Fragment = {
      id,
      operator: draft.operator,
      within,
      branches,
      repetition: draft.repetition,
      atLeastOnce: false,
      items: undefined,
      decides: [],
      span,
    };
    fragments.splice(position, 0, fragment);
    return { kind: "fragment", fragment: id };
  };

  const body = drawn.map((draft) => add(draft, []));
  const answered = steps.map((step) =>
    step.kind === "reply"
      ? step
      : {
          ...step,
          answers: steps
            .filter((each) => each.kind === "reply" && each.answers === step.id)
            .map(({ id }) => id),
        },
  );
  const source = sourceFile("diagrams/built.puml", lines.join("\n"));
  const roleOf = (code: string): Role =>
    initiators.includes(code) ? "initiator" : resources.includes(code) ? "resource" : "component";
  return {
    source,
    name: "built",
    title: undefined,
    span: { start: 0, end: source.text.length },
    participants: [...codes]
      .filter((code) => code !== "[" && code !== "]")
      .map((code) => participant(code, roleOf(code), answered)),
    steps: answered,
    fragments,
    body,
    entries: [],
    publications: [],
    transactions: [],
    boundaries: [],
    phases: [],
    types: [],
    errors: [],
    policies,
    remarks: [],
    refusedSql: [],
    starts: [],
    lost: [],
    retries: [],
    examples: {},
    holes: [],
  };
}

function participant(code: string, role: Role, steps: readonly Step[]): Participant {
  const methods = new Set(
    steps.flatMap((step) => (step.kind === "call" && step.to === code ? [step.method] : [])),
  );
  const operations = [...methods].map((method) => ({
    method,
    parameters: [],
    result: undefined,
    throws: [],
    command: undefined,
    steps: steps
      .filter((step) => step.kind === "call" && step.to === code && step.method === method)
      .map(({ id }) => id),
  }));
  return {
    code,
    label: code,
    role,
    kind: role === "resource" ? "other" : undefined,
    reason: "as the test says",
    topic: undefined,
    typeName: code,
    fieldName: code.toLowerCase(),
    operations,
    ...cooperationOf(code, steps),
    provision: role === "component" ? { by: "handler" } : provisionOf({ code, role, operations }),
    span: { start: 0, end: 0 },
  };
}

function openCall(steps: readonly Step[], from: string, to: string, within: BranchPath): string {
  const isAround = (path: BranchPath): boolean =>
    path.every(
      ([fragment, branch], level) => within[level]?.[0] === fragment && within[level]?.[1] === branch,
    );
  const closed = new Set(
    steps.flatMap((step) => (step.kind === "reply" && isAround(step.within) ? [step.answers] : [])),
  );
  const open = steps.findLast(
    (step) =>
      step.kind === "call" &&
      step.from === to &&
      step.to === from &&
      isAround(step.within) &&
      !closed.has(step.id),
  );
  return open?.id ?? `nothing that ${from} could answer`;
}

function guardOf(label: string): Guard {
  if (label === "" || label === "else") return { kind: "none" };
  const predicate = /^([\w.]+) = (.+)$/.exec(label);
  return predicate?.[1] === undefined || predicate[2] === undefined
    ? { kind: "condition", text: label }
    : { kind: "predicate", predicate: isOneOf(predicate[1], ...predicate[2].split(/ or | 또는 /)) };
}
