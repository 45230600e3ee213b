import { describe, expect, test } from "vitest";
import { protocol } from "../../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { StubsTold } from "../../../../runtime/contract/report/stubs-told.ts";

const validate = { what: "EventHandler.validateEvent", location: "event-handler.handler.ts:36" };
const provide = { what: "EventHandler.provideKey", location: "event-handler.handler.ts:41" };
const save = { what: "EventRepository.toRow", location: "event-repository.handler.ts:12" };

describe("each stub is named once", () => {
  test("the first report has them in the order of the diagram, and each only once", () => {
    const told = new StubsTold(protocol);
    expect(told.tell("order: EventHandler", [save, provide, validate, { ...validate }])).toEqual({
      fresh: [validate, provide, save],
      known: 0,
      knownFrom: undefined,
    });
  });

  test("the next one names what is new, and says where the others are", () => {
    const told = new StubsTold(protocol);
    told.tell("order: EventHandler", [validate, provide]);
    expect(told.tell("order: all components together", [validate, provide, save])).toEqual({
      fresh: [save],
      known: 2,
      knownFrom: "order: EventHandler",
    });
  });

  test("a report that is written again has them again", () => {
    const told = new StubsTold(protocol);
    told.tell("order: EventHandler", [validate]);
    expect(told.tell("order: EventHandler", [validate]).fresh).toEqual([validate]);
  });
});
