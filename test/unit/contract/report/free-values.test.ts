import { expect, test } from "vitest";
import { protocol as event } from "../../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { protocol as workflow } from "../../../../generated/workflow-engine/steps.gen.ts";
import { freeValueLine, freeValues } from "../../../../runtime/contract/report/free-values.ts";

test("values that a component makes are named once, with what would hold them", () => {
  expect(freeValues(workflow).map(freeValueLine)).toEqual([
    "line 13  entity of persistUser: any value of its type passes; to hold it, draw what it is: event, or event.<part>",
    "line 20  persistedEntity: any value of its type passes; to hold it, draw what it is: entity, or entity.<part>",
  ]);
});

test("what is known by its name, or is a part of that, is not free", () => {
  expect(freeValues(event)).toEqual([]);
});
