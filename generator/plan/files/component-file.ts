import type { CallStep, DiagramModel, Operation, Participant } from "../../ir/model/diagram-model.ts";
import type { Behaviour, ComponentProtocol } from "../../protocol/model.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { collaboratorsOf, hasBackground } from "../statements/collaborators.ts";
import { ClassStubs, stubMethod } from "../context/class-stubs.ts";
import { doesAnything } from "../statements/calls.ts";
import { drawnOperations, type DrawnOperation } from "../context/drawn-operations.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { FieldPlan, HandlerFile, MethodPlan } from "../model/handler-plan.ts";
import { Realised, type RealisedClass } from "../model/realised.ts";
import type { Statement } from "../model/statement.ts";
import type { ParameterPlan, TypeNode } from "../model/type-node.ts";
import { sentences } from "../context/sentences.ts";
import type { ClassContext, Continuation, Flow, MethodContext } from "../context/method-context.ts";
import { NamePool, type DiagramNames } from "../model/names.ts";
import { completes } from "../model/reachability.ts";
import { drawnCases, drawnDifferently, type DrawnCase } from "./drawn-cases.ts";
import { askCase } from "../statements/ask-case.ts";
import { planBranches, type Branch } from "../statements/branches.ts";
import { payloadChecks } from "./payload-checks.ts";
import { fieldsCalled, localsRead } from "../statements/references.ts";
import { planItems } from "../statements/statements.ts";
import { withUndoing } from "../statements/undoing.ts";
import { simplified } from "../statements/simplified.ts";
import { isOpen } from "../values/values.ts";

/** The class of a component: a method for each call that it receives, and stubs for what it does by itself. */
export function planComponentFile(
  participant: Participant,
  protocol: ComponentProtocol,
  model: DiagramModel,
  diagram: DiagramNames,
): Outcome<RealisedClass> {
  const names = diagram.participants.get(participant.code);
  if (names === undefined) throw new Error(`no names for ${participant.code}`);
  const steps = new Map(model.steps.map((step) => [step.id, step]));
  const drawn = drawnOperations(protocol.behaviour, steps);
  const owner: ClassContext = {
    model,
    participant,
    names,
    diagram,
    table: new Map(model.types.map((type) => [type.name, type])),
    steps,
    waits: drawn.waits,
    decisions: protocol.decisions,
    stubs: new ClassStubs(names.class.name, names.methods.values()),
    continuations: new Map(),
    realised: new Realised(),
  };
  const diagnostics: Diagnostic[] = uncalledSteps(drawn.uncalled, owner);
  for (const id of drawn.uncalled) owner.realised.uncalled.add(id);
  const operations = participant.operations.map((operation) =>
    planOperation(operation, drawn.operations, owner, diagnostics),
  );
  for (const continuation of owner.continuations.values())
    owner.stubs.replace(planContinuation(continuation, owner));
  const methods = [...operations, ...owner.stubs.methods];
  const fields = fieldsOf(methods, owner);
  const file: HandlerFile = {
    kind: "handler",
    path: names.file,
    participant: participant.code,
    className: names.class.name,
    docs: [`${participant.label} in ${model.source.path}. Yours: fill in, change, extend.`],
    implements: participant.operations.length === 0 ? undefined : names.port,
    collaborators: fields.length === 0 ? undefined : { kind: "type-symbol", symbol: names.collaborators },
    fields,
    methods,
  };
  return { value: { file, realised: owner.realised }, diagnostics };
}

function uncalledSteps(ids: readonly string[], owner: ClassContext): Diagnostic[] {
  const first = ids.map((id) => owner.steps.get(id)).find((step) => step !== undefined);
  if (first === undefined) return [];
  const at = { source: owner.model.source, span: first.span };
  return [diagnostic("plan/acts-uncalled", { component: owner.participant.label, step: first.text }, at)];
}

/** The method for an operation, from its drawings if any of them shows anything. */
function planOperation(
  operation: Operation,
  all: readonly DrawnOperation[],
  owner: ClassContext,
  diagnostics: Diagnostic[],
): MethodPlan {
  const drawings = all.filter(({ call }) => operation.steps.includes(call.id));
  const shown = drawings.filter(({ items }) => showsWork(items, owner));
  const name = owner.names.methods.get(operation.method) ?? operation.method;
  const docs = sentences(
    drawings.map(({ call }) => call),
    owner.model,
  );
  const of: TypeNode =
    operation.result === undefined ? { kind: "void" } : { kind: "type", type: operation.result };
  const returns: TypeNode = { kind: "promise", of };
  const [first] = shown;
  const locals = localNames(owner);
  const parameters = operation.parameters.map(({ name, type }): ParameterPlan => ({
    name: locals.take(name, "Value"),
    type: { kind: "type", type },
  }));
  if (first === undefined) {
    for (const { step } of drawings.flatMap(({ items }) => items.flatMap(stepsIn)))
      owner.realised.step(step, [name]);
    return stubMethod(owner.names.class.name, { name, docs, parameters, returns, of: operation.steps });
  }
  const cases = drawnCases(drawings, (drawing) => tried(drawing, operation, parameters, owner).body, owner);
  const statements =
    cases.length === 1
      ? planBody(first, operation, parameters, owner, locals)
      : planCases(cases, operation, parameters, owner, diagnostics);
  for (const { drawings } of cases) {
    const again = drawings.filter(({ call }) => call !== first.call);
    for (const drawing of again) owner.realised.add(tried(drawing, operation, parameters, owner).realised);
  }
  const calledByItself = owner.model.steps.some(
    (step) =>
      step.kind === "self" && step.from === owner.participant.code && step.method === operation.method,
  );
  return {
    name,
    docs,
    access: "public",
    drawn: true,
    of: operation.steps,
    asynchronous: true,
    parameters: usedParameters(parameters, statements, calledByItself),
    returns,
    statements,
  };
}

/** Whether code can be written for it: it holds a call, a choice, or an answer with a known value. */
function showsWork(items: readonly Behaviour[], owner: ClassContext): boolean {
  if (doesAnything(items) || items.some(({ kind }) => kind === "choice")) return true;
  return items.some((item) =>
    stepsIn(item).some(({ step }) => {
      const reply = owner.steps.get(step);
      if (reply?.kind !== "reply" || reply.outcome.kind === "nothing") return false;
      return reply.outcome.kind === "throws" || !isOpen(reply.outcome.value);
    }),
  );
}

function localNames(owner: ClassContext, taken: readonly ParameterPlan[] = []): NamePool {
  const locals = new NamePool();
  const declared = [...owner.diagram.symbols.types.values(), ...owner.diagram.errors.values(), ...taken];
  for (const { name } of declared) locals.take(name, "");
  return locals;
}

/** A body as it would be, with stubs of its own: trying it leaves nothing behind. */
function tried(
  drawing: DrawnOperation,
  operation: Operation,
  parameters: readonly ParameterPlan[],
  owner: ClassContext,
): { readonly body: readonly Statement[]; readonly realised: Realised } {
  const stubs = new ClassStubs(owner.names.class.name, owner.names.methods.values());
  const realised = new Realised();
  const alone = { ...owner, stubs, realised, continuations: new Map(owner.continuations) };
  const body = planBody(drawing, operation, parameters, alone, localNames(owner, parameters));
  return { body, realised };
}

/** Where an operation is drawn in several ways, the class itself says which it is; the first is the usual one. */
function planCases(
  drawn: readonly DrawnCase[],
  operation: Operation,
  parameters: readonly ParameterPlan[],
  owner: ClassContext,
  diagnostics: Diagnostic[],
): readonly Statement[] {
  const [usual, ...others] = drawn;
  if (usual === undefined) return [];
  const { call, items } = usual.drawings[0];
  const bodies = drawn.map(({ drawings: [drawing] }) =>
    planBody(drawing, operation, parameters, owner, localNames(owner, parameters)),
  );
  // Whoever says which case it is gets what has been checked.
  const checks = payloadChecks(call, items, operation, parameters, owner);
  const checked = bodies.every((body) => startsWith(body, checks)) ? checks : [];
  const flow = flowOf(call, operation, parameters);
  flow.statements.push(...checked);
  const ways = bodies.map((body, index): Branch => {
    const other = others[index - 1];
    const build = (inner: Flow): void => void inner.statements.push(...body.slice(checked.length));
    if (other === undefined) return { condition: undefined, build };
    const asked = askCase({ label: other.label, operation: operation.method }, flow, owner);
    for (const drawing of other.drawings) owner.realised.cases.set(drawing.call.id, asked.method);
    diagnostics.push(drawnDifferently(usual, other, asked.method, owner));
    return { condition: asked.condition, build };
  });
  planBranches([...ways.slice(1), ...ways.slice(0, 1)], flow);
  return flow.statements;
}

function startsWith(body: readonly Statement[], beginning: readonly Statement[]): boolean {
  return JSON.stringify(body.slice(0, beginning.length)) === JSON.stringify(beginning);
}

function planBody(
  { call, items }: DrawnOperation,
  operation: Operation,
  parameters: readonly ParameterPlan[],
  owner: ClassContext,
  locals: NamePool,
): readonly Statement[] {
  const context = methodContext(owner, { answers: { call, operation }, items, locals, phase: call.phase });
  const flow = flowOf(call, operation, parameters);
  flow.statements.push(...payloadChecks(call, items, operation, parameters, owner));
  planItems(items, flow, [], context);
  if (operation.result !== undefined && completes(flow.statements)) {
    flow.statements.push({
      kind: "not-implemented",
      what: `the answer of ${owner.names.class.name}.${operation.method}`,
      details: [],
    });
  }
  return simplified(withUndoing(flow.statements, context));
}

/** A flow that knows what a call brings, by the names of the method and by those of this drawing. */
function flowOf(call: CallStep, operation: Operation, parameters: readonly ParameterPlan[]): Flow {
  const flow: Flow = { statements: [], scope: new Map(), inLoop: false, afterLoop: [] };
  for (const [index, { name, type }] of operation.parameters.entries()) {
    const entry = { local: parameters[index]?.name ?? name, fields: [], type };
    flow.scope.set(name, entry);
    const drawnAs = call.args[index]?.name;
    if (drawnAs !== undefined && !flow.scope.has(drawnAs)) flow.scope.set(drawnAs, entry);
  }
  return flow;
}

/** What a background self-step goes on to do once its trigger has been answered. */
function planContinuation({ step, items }: Continuation, owner: ClassContext): MethodPlan {
  const name = owner.names.methods.get(step.method) ?? step.method;
  const locals = localNames(owner);
  const parameters = (owner.stubs.parametersOf(name) ?? []).map((parameter) => ({
    ...parameter,
    name: locals.take(parameter.name, "Value"),
  }));
  const context = methodContext(owner, { answers: undefined, items, locals, phase: step.phase });
  const flow: Flow = { statements: [], scope: new Map(), inLoop: false, afterLoop: [] };
  for (const [index, { name: local, type }] of parameters.entries()) {
    const drawnAs = step.args[index]?.name ?? local;
    if (type.kind === "type") flow.scope.set(drawnAs, { local, fields: [], type: type.type });
  }
  planItems(items, flow, [], context);
  const statements: readonly Statement[] = [
    { kind: "background", task: name, body: simplified(withUndoing(flow.statements, context)) },
  ];
  return {
    name,
    docs: sentences([step], owner.model),
    access: "protected",
    drawn: true,
    of: [step.id],
    asynchronous: false,
    parameters: usedParameters(parameters, statements, true),
    returns: { kind: "void" },
    statements,
  };
}

type Start = Pick<MethodContext, "answers" | "items" | "locals" | "phase">;

function methodContext(owner: ClassContext, start: Start): MethodContext {
  return { ...start, owner, bindings: new Map(), background: undefined, undo: {}, build: planItems };
}

/**
 * All parameters, those that are not read marked as such. The last of them can be left out where only others call the
 * method, through its port: TypeScript lets a method leave out what it does not need.
 */
function usedParameters(
  parameters: readonly ParameterPlan[],
  statements: readonly Statement[],
  calledByItself: boolean,
): readonly ParameterPlan[] {
  const read = localsRead(statements);
  const last = parameters.findLastIndex(({ name }) => read.has(name));
  return (calledByItself ? parameters : parameters.slice(0, last + 1)).map((parameter) =>
    read.has(parameter.name) ? parameter : { ...parameter, name: `_${parameter.name}` },
  );
}

/** A field for each collaborator; those that no method calls yet are protected, for the developer to use. */
function fieldsOf(methods: readonly MethodPlan[], owner: ClassContext): readonly FieldPlan[] {
  const called = fieldsCalled(methods.flatMap(({ statements }) => statements));
  return collaboratorsOf(owner.participant, owner.diagram, hasBackground(methods)).flatMap(
    ({ name, type }): readonly FieldPlan[] => {
      if (called.has(name)) return [{ name, type, access: "private" }];
      return methods.some((method) => method.name === name) ? [] : [{ name, type, access: "protected" }];
    },
  );
}
