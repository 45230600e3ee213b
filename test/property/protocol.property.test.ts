import fc from "fast-check";
import { expect, test } from "vitest";
import type { DiagramModel, Element, Fragment, Step } from "../../generator/ir/model/diagram-model.ts";
import { deriveProtocols } from "../../generator/protocol/derive-protocols.ts";
import { describeBehaviour } from "../../generator/protocol/describe-behaviour.ts";
import type { Automaton, Transition } from "seqwright-runtime/model";
import type { ComponentProtocol } from "../../generator/protocol/model.ts";
import {
  alt,
  breaks,
  call,
  critical,
  diagram,
  group,
  loop,
  opt,
  par,
  reply,
  type Draft,
} from "../support/model-builder.ts";

const codes = ["A", "B", "C"] as const;
const code = fc.constantFrom(...codes);
const text = fc.constantFrom("a", "b", "c", "d");
const label = fc.constantFrom("p", "q", "status = NEW", "", "For each item", "2 times");

const arrow = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(code, code, text).map(([from, to, said]) => call(from, to, said)) },
  { weight: 1, arbitrary: fc.tuple(code, code, text).map(([from, to, said]) => reply(from, to, said)) },
);

const { drafts } = fc.letrec<{ draft: Draft; drafts: Draft[] }>((tie) => ({
  drafts: fc.array(tie("draft"), { maxLength: 4, depthIdentifier: "fragments" }),
  draft: fc.oneof(
    { depthIdentifier: "fragments", depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: arrow },
    {
      weight: 5,
      arbitrary: fc
        .tuple(
          fc.constantFrom("alt", "opt", "loop", "par", "break", "critical", "group"),
          label,
          label,
          tie("drafts"),
          tie("drafts"),
        )
        .map(([operator, one, other, body, otherBody]): Draft => {
          switch (operator) {
            case "alt":
              return alt([one, ...body], [other, ...otherBody]);
            case "par":
              return par([one, ...body], [other, ...otherBody]);
            case "opt":
              return opt(one, ...body);
            case "loop":
              return loop(one, ...body);
            case "break":
              return breaks(one, ...body);
            case "critical":
              return critical(one, ...body);
            case "group":
              return group(one, ...body);
          }
        }),
    },
  ),
}));

const model = drafts.map((drawn) => diagram(drawn));

/** Length up to which words are compared. */
const lengthMax = 5;

test("an automaton's words are the words of the diagram as its component sees them", () => {
  fc.assert(
    fc.property(model, (model) => {
      for (const { component, automaton } of protocolsOf(model)) {
        expect([...acceptedWords(automaton)].toSorted()).toEqual(
          [...drawnWords(model, component)].toSorted(),
        );
      }
    }),
    { numRuns: 3000 },
  );
});

test("every state can be reached and leads to the end, and no state offers the same thing twice", () => {
  fc.assert(
    fc.property(model, (model) => {
      for (const { automaton } of protocolsOf(model)) {
        const forward = automaton.states.map((all) => all.map(({ to }) => to));
        const backward = automaton.states.map((): number[] => []);
        for (const [state, all] of automaton.states.entries())
          for (const { to } of all) backward[to]?.push(state);
        const states = [...automaton.states.keys()];
        expect(closure([0], forward)).toEqual(states);
        expect(closure(automaton.accepting, backward)).toEqual(states);
        for (const all of automaton.states) {
          expect(new Set(all.map(labelOf)).size).toBe(all.length);
        }
      }
    }),
  );
});

function answersOutOfLoop({ steps, fragments }: DiagramModel): boolean {
  const operators = new Map(fragments.map(({ id, operator }) => [id, operator]));
  return steps.some(({ kind, within }) => {
    const around = within.map(([id]) => operators.get(id));
    const loop = around.indexOf("loop");
    return kind === "reply" && loop >= 0 && around.slice(loop + 1).some((one) => one !== "loop");
  });
}

test("what everyone does in a run of the whole diagram, each component's automaton allows", () => {
  fc.assert(
    fc.property(model, fc.infiniteStream(fc.nat()), (model, draws) => {
      // Such an answer ends the caller's part in the loop, of which the runs here know nothing: unit tests of breaks do.
      fc.pre(!answersOutOfLoop(model));
      const run = randomRun(model, (options) => {
        const drawn = draws.next();
        return drawn.done === true ? 0 : drawn.value % options;
      });
      for (const { component, automaton } of protocolsOf(model)) {
        const known = new Set(automaton.states.flat().map(labelOf));
        const own = run.filter((event) => known.has(event) || concerns(model, event, component));
        let state = 0;
        for (const event of own) {
          const taken: Transition | undefined = automaton.states[state]?.find(
            (transition) => labelOf(transition) === event,
          );
          if (taken === undefined)
            throw new Error(`${component} at "${state}" does not allow "${event}" of ${own.join("; ")}`);
          state = taken.to;
        }
        expect(automaton.accepting).toContain(state);
      }
    }),
    { numRuns: 3000 },
  );
});

test("deriving and describing never throw and give the same twice", () => {
  fc.assert(
    fc.property(model, (model) => {
      const first = deriveProtocols(model);
      expect(deriveProtocols(model)).toEqual(first);
      for (const protocol of first.value) expect(describeBehaviour(model, protocol)).toBeTypeOf("string");
    }),
  );
});

function protocolsOf(model: DiagramModel): readonly ComponentProtocol[] {
  const { value, diagnostics } = deriveProtocols(model);
  fc.pre(diagnostics.every(({ severity }) => severity !== "error"));
  return value;
}

function labelOf(transition: Transition): string {
  if ("step" in transition) return transition.step;
  if ("choose" in transition) return `choose ${transition.branch} of ${transition.choose}`;
  return "repeat" in transition ? `repeat ${transition.repeat}` : `leave ${transition.leave}`;
}

function concerns(model: DiagramModel, event: string, component: string): boolean {
  const step = model.steps.find(({ id }) => id === event);
  return step !== undefined && isOf(step, component);
}

function isOf(step: Step, component: string): boolean {
  // What a step of one's own yields is no step that anybody sees.
  if (step.from === step.to && step.kind === "reply") return false;
  return step.from === component || step.to === component;
}

function closure(from: readonly number[], edges: readonly (readonly number[])[]): readonly number[] {
  const found = new Set<number>();
  const open = [...from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (found.has(state)) continue;
    found.add(state);
    open.push(...(edges[state] ?? []));
  }
  return [...found].toSorted((one, other) => one - other);
}

/** Words of steps, decisions left out, as lists joined by line ends. */
function acceptedWords(automaton: Automaton): ReadonlySet<string> {
  const words = new Set<string>();
  const seen = new Set<string>();
  const open: { state: number; word: readonly string[] }[] = [{ state: 0, word: [] }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const key = JSON.stringify([at.state, at.word]);
    if (seen.has(key)) continue;
    seen.add(key);
    if (automaton.accepting.includes(at.state)) words.add(at.word.join("\n"));
    for (const transition of automaton.states[at.state] ?? []) {
      const word = "step" in transition ? [...at.word, transition.step] : at.word;
      if (word.length <= lengthMax) open.push({ state: transition.to, word });
    }
  }
  return words;
}

/** A word, and whether it broke out of the enclosing fragment at its end. */
interface Word {
  readonly steps: readonly string[];
  readonly broke: boolean;
}

/** The words of the drawing itself: each construct by its definition, on all steps of one participant. */
function drawnWords(model: DiagramModel, component: string): ReadonlySet<string> {
  const fragments = new Map(model.fragments.map((fragment) => [fragment.id, fragment]));
  const steps = new Map(model.steps.map((step) => [step.id, step]));

  const ofAll = (elements: readonly Element[]): readonly Word[] =>
    elements.reduce<readonly Word[]>(
      (before, element) =>
        distinct(
          before.flatMap((word) => (word.broke ? [word] : ofOne(element).map((next) => joined(word, next)))),
        ),
      [{ steps: [], broke: false }],
    );
  const ofOne = (element: Element): readonly Word[] => {
    if (element.kind === "reference") return [{ steps: [], broke: false }];
    if (element.kind === "step") {
      const step = steps.get(element.step);
      return [{ steps: step !== undefined && isOf(step, component) ? [step.id] : [], broke: false }];
    }
    const fragment = fragments.get(element.fragment);
    return fragment === undefined ? [] : ofFragment(fragment);
  };
  const ofFragment = ({ operator, branches }: Fragment): readonly Word[] => {
    const bodies = branches.map((branch) => ofAll(branch.body));
    switch (operator) {
      case "alt":
      case "opt":
        return distinct(bodies.flat());
      case "break":
        return distinct(
          bodies.flatMap((body, index) =>
            body.map((word) => ({ ...word, broke: index === 0 || word.broke })),
          ),
        );
      case "critical":
      case "group":
        return bodies.flat();
      case "loop": {
        let words: readonly Word[] = [{ steps: [], broke: false }];
        for (;;) {
          const more = distinct([
            ...words,
            ...words.flatMap((word) => (word.broke ? [] : bodies.flat().map((round) => joined(word, round)))),
          ]);
          if (more.length === words.length) return distinct(words.map(whole));
          words = more;
        }
      }
      case "par":
        return bodies.reduce(
          (before, body) =>
            distinct(
              before.flatMap((one) =>
                body.flatMap((other) =>
                  shuffles(one.steps, other.steps).map((all) => ({ steps: all, broke: false })),
                ),
              ),
            ),
          [{ steps: [], broke: false }],
        );
    }
  };
  return new Set(ofAll(model.body).map((word) => word.steps.join("\n")));
}

function joined(word: Word, next: Word): Word {
  return { steps: [...word.steps, ...next.steps], broke: next.broke };
}

function whole(word: Word): Word {
  return { steps: word.steps, broke: false };
}

function distinct(words: readonly Word[]): readonly Word[] {
  const short = words.filter(({ steps }) => steps.length <= lengthMax);
  return [...new Map(short.map((word) => [JSON.stringify(word), word])).values()];
}

function shuffles(one: readonly string[], other: readonly string[]): readonly (readonly string[])[] {
  const [a, ...restOfOne] = one;
  const [b, ...restOfOther] = other;
  if (a === undefined) return [other];
  if (b === undefined) return [one];
  return [
    ...shuffles(restOfOne, other).map((rest) => [a, ...rest]),
    ...shuffles(one, restOfOther).map((rest) => [b, ...rest]),
  ];
}

/** One run of the whole diagram: steps and decisions, in the order in which they happen. */
function randomRun(model: DiagramModel, draw: (options: number) => number): readonly string[] {
  const fragments = new Map(model.fragments.map((fragment) => [fragment.id, fragment]));
  type Outcome = { readonly events: readonly string[]; readonly broke: boolean };

  const runAll = (elements: readonly Element[]): Outcome => {
    const events: string[] = [];
    for (const element of elements) {
      const outcome = runOne(element);
      events.push(...outcome.events);
      if (outcome.broke) return { events, broke: true };
    }
    return { events, broke: false };
  };
  const runOne = (element: Element): Outcome => {
    if (element.kind === "reference") return { events: [], broke: false };
    if (element.kind === "step") return { events: [element.step], broke: false };
    const fragment = fragments.get(element.fragment);
    if (fragment === undefined) return { events: [], broke: false };
    const { id, operator, branches } = fragment;
    switch (operator) {
      case "alt":
      case "opt":
      case "break": {
        const branch = draw(branches.length);
        const { events, broke } = runAll(branches[branch]?.body ?? []);
        return {
          events: [`choose ${branch} of ${id}`, ...events],
          broke: broke || (operator === "break" && branch === 0),
        };
      }
      case "critical":
      case "group":
        return runAll(branches.flatMap(({ body }) => body));
      case "loop": {
        const events: string[] = [];
        for (let rounds = draw(3); rounds > 0; rounds -= 1) {
          const round = runAll(branches.flatMap(({ body }) => body));
          events.push(`repeat ${id}`, ...round.events);
          if (round.broke) return { events, broke: false };
        }
        return { events: [...events, `leave ${id}`], broke: false };
      }
      case "par": {
        const rest = branches.map(({ body }) => [...runAll(body).events]);
        const events: string[] = [];
        for (
          let busy = rest.filter((each) => each.length > 0);
          busy.length > 0;
          busy = rest.filter((each) => each.length > 0)
        ) {
          events.push(...(busy[draw(busy.length)]?.splice(0, 1) ?? []));
        }
        return { events, broke: false };
      }
    }
  };
  return runAll(model.body).events;
}
