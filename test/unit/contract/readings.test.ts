import { expect, test } from "vitest";
import { fittingSteps, matchArguments } from "../../../runtime/contract/monitor/match-arguments.ts";
import { Monitor } from "../../../runtime/contract/monitor/monitor.ts";
import { initialReading, knowledgeOf } from "../../../runtime/contract/monitor/reading.ts";
import type { CallStep, StepId } from "../../../runtime/index.ts";
import { pairByText } from "../../../runtime/contract/values/load-statements.ts";
import { eventProtocol } from "./diagrams/event.ts";

const drawing = { protocol: eventProtocol, pairStatements: pairByText };

const reading = initialReading(["Handler"]);
const update = call("update");
const images = { simple: "s", fancy: "f", trendy: "t" };

function call(id: StepId): CallStep {
  const step = eventProtocol.steps[id];
  if (step?.kind !== "call") throw new Error(`${id} is no call`);
  return step;
}

test("trying a call makes a reading in which both ends know more, and leaves the one that it began with", () => {
  const trial = matchArguments(drawing, reading, update, ["draft", images]);
  expect(trial).toMatchObject({ kind: "fits" });
  if (trial.kind !== "fits") return;
  expect(knowledgeOf(trial.reading, "Repo").get("eventDraftId")?.value).toBe("draft");
  expect(knowledgeOf(trial.reading, "Handler").get("event.imageUrls")?.value).toEqual(images);
  expect(knowledgeOf(reading, "Repo").size + knowledgeOf(reading, "Handler").size).toBe(0);
});

test("a call that does not fit leaves nothing behind, also at a scripted participant", () => {
  const { from } = matchedOnce();
  expect(matchArguments(drawing, from, update, ["another draft", images])).toMatchObject({
    kind: "differs",
    where: "eventDraftId",
    expected: '"draft"',
    received: '"another draft"',
  });
  fittingSteps(drawing, [from], ["another draft", images], [["update", update]]);
  expect(knowledgeOf(from, "Repo").get("eventDraftId")?.value).toBe("draft");
});

function matchedOnce() {
  const trial = matchArguments(drawing, reading, update, ["draft", images]);
  if (trial.kind !== "fits") throw new Error("the first call fits");
  return { from: trial.reading };
}

test("only readings that survive are kept; when none does, all are", () => {
  const monitor = new Monitor(eventProtocol, ["Handler"]);
  monitor.narrow(() => undefined);
  expect(monitor.readings).toHaveLength(1);
  monitor.take("created", [reading, reading]);
  expect(monitor.readings).toHaveLength(1);
  expect(monitor.trace).toEqual(["created"]);
});
