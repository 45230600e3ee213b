import type { CompiledDiagram } from "../../compile.ts";
import type { Step } from "../../ir/model/diagram-model.ts";
import { positionAt, type SourceFile, type Span } from "../../source/source-file.ts";
import type { Analysis } from "./analyse.ts";
import { type PlacedHandler, placedHandlers } from "./handler-places.ts";
import { nameAt } from "./written-names.ts";

/** A place in a diagram, or in a file below the output folder. */
export interface Target {
  readonly in: "diagram" | "output";
  readonly source: SourceFile;
  readonly span: Span;
}

/** Where the code is that does what is drawn at a place: a participant's class, or the members for an arrow, a guard or a loop. */
export function codeOf({ compiled }: Analysis, offset: number): readonly Target[] {
  return compiled.diagrams.flatMap((diagram) => {
    const { interaction, source } = diagram;
    if (interaction === undefined || offset < interaction.span.start || offset > interaction.span.end)
      return [];
    const handlers = placedHandlers(diagram, compiled);
    const name = nameAt(source, offset);
    const own = handlers.filter(({ file }) => file.participant === name?.code);
    if (own.length > 0) return own.map(({ places, source }) => inOutput(source, places.name));
    const { line } = positionAt(source, offset);
    const found = membersAt(line, diagram, handlers);
    return found.length > 0 ? found : sendersAt(line, diagram, handlers);
  });
}

/** Where the diagram draws what a class, or a member of it, does. `offset` is a place in a file below the output folder. */
export function drawnFor({ compiled }: Analysis, path: string, offset: number): readonly Target[] {
  return compiled.diagrams.flatMap((diagram) => {
    const handler = placedHandlers(diagram, compiled).find(({ source }) => source.path === path);
    if (handler === undefined) return [];
    const { places, file } = handler;
    const member = places.members.find(({ whole }) => whole.start <= offset && offset < whole.end);
    const spans = member === undefined ? [] : linesOf(member.name, handler, diagram);
    if (spans.length > 0) return spans.map((span) => inDiagram(diagram, span));
    const drawn = diagram.interaction?.lifelines.find(({ code }) => code === file.participant);
    return drawn === undefined ? [] : [inDiagram(diagram, drawn.span)];
  });
}

/** Members that the arrows and branches of a line ask for, and stubs that `explain` names there. */
function membersAt(
  line: number,
  diagram: CompiledDiagram,
  handlers: readonly PlacedHandler[],
): readonly Target[] {
  return handlers.flatMap((handler) =>
    handler.places.members.flatMap(({ name, at }) => {
      const lines = linesOf(name, handler, diagram).map(
        ({ start }) => positionAt(diagram.source, start).line,
      );
      return lines.includes(line) ? [inOutput(handler.source, at)] : [];
    }),
  );
}

/** What a member is for: its arrows with their answers, its branches, and where its name stands in the coverage. */
function linesOf(
  name: string,
  { file }: PlacedHandler,
  { model, coverage = [] }: CompiledDiagram,
): readonly Span[] {
  if (model === undefined) return [];
  const of = new Set(file.methods.find((method) => method.name === name)?.of);
  const branches = model.fragments.flatMap(({ id, branches }) =>
    branches.flatMap(({ span }, index) => (of.has(`${id} / ${index}`) ? [span] : [])),
  );
  const steps = model.steps.filter((step) => of.has(step.kind === "reply" ? step.answers : step.id));
  const said = coverage.filter(({ how }) => how.split(/[\s,;]+/).includes(`${file.className}.${name}`));
  const spans = [...steps, ...said].map(({ span }) => span).concat(branches);
  const places = new Map(spans.map((span) => [span.start, span]));
  return [...places.values()].sort((a, b) => a.start - b.start);
}

/** The member of the sender that was called last before an arrow: its code sends it. */
function sendersAt(
  line: number,
  { model, source }: CompiledDiagram,
  handlers: readonly PlacedHandler[],
): readonly Target[] {
  const { steps = [] } = model ?? {};
  const at = steps.findIndex(({ span }) => positionAt(source, span.start).line === line);
  const step = steps[at];
  if (step === undefined) return [];
  return [step.from, step.to].flatMap((code) => {
    const handler = handlers.find(({ file }) => file.participant === code);
    if (handler === undefined) return [];
    const called = steps.slice(0, at).findLast((other: Step) => other.kind !== "reply" && other.to === code);
    const method = handler.file.methods.find(({ of }) => of.includes(called?.id ?? ""));
    const member = handler.places.members.find(({ name }) => name === method?.name);
    return [inOutput(handler.source, member?.at ?? handler.places.name)];
  });
}

function inOutput(source: SourceFile, span: Span): Target {
  return { in: "output", source, span };
}

function inDiagram({ source }: CompiledDiagram, span: Span): Target {
  return { in: "diagram", source, span };
}
