import { expect, test } from "vitest";
import {
  alternative,
  automatonOf,
  breakOff,
  gets,
  loop,
  nth,
  option,
  sequence,
  when,
  type DiagramProtocol,
} from "../../../runtime/model/index.ts";
import { readOrdering } from "../../../runtime/model/drawing/read-ordering.ts";
import { protocol as polling } from "../../../generated/content-이미지결과조회/steps.gen.ts";
import { protocol as event } from "../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { protocol as workflow } from "../../../generated/workflow-engine/steps.gen.ts";
import { projectDiagram } from "../../support/project-diagram.ts";

const written: Readonly<Record<string, DiagramProtocol>> = {
  "content-이미지결과조회": polling,
  "event-콘텐츠생성완료구독": event,
  "workflow-engine": workflow,
};

test.each(Object.entries(written))(
  "the orderings of %s, as written, are those of its diagram",
  async (name, protocol) => {
    const { protocols } = await projectDiagram(name);
    const derived = protocols.map(({ component, automaton }) => [component, automaton]);
    expect(
      Object.entries(protocol.orderings).map(([component, one]) => [component, automatonOf(one)]),
    ).toEqual(derived);
  },
);

test("what stands in a branch gets the branch's path back, however deep it is", () => {
  const inner = loop("each", gets("A", "x"), breakOff("wrong", gets("A", "y")));
  const ordering = sequence(
    alternative(when("p", gets("A", "x")), when("else", inner, nth(2, option("q", gets("A", "y"))))),
    option("q", gets("A", "z")),
  );
  const steps = automatonOf(readOrdering("B", ordering))
    .states.flat()
    .flatMap((one) => ("step" in one ? [one.step] : []));
  expect(steps).toEqual([
    "alt p › A → B: x",
    "opt q › A → B: z",
    "alt p / else › loop each › A → B: x",
    "alt p / else › loop each › break wrong › A → B: y",
    "alt p / else › opt q #2 › A → B: y",
  ]);
});
