import { expect, test } from "vitest";
import { system as images } from "../../../generated/content-이미지생성요청/wiring.gen.ts";
import { system as groupCheckout } from "../../../generated/group-checkout-saga/wiring.gen.ts";
import { system as workflow } from "../../../generated/workflow-engine/wiring.gen.ts";
import { automatonOf } from "../../../runtime/model/derive-automaton.ts";
import type { SystemDefinition } from "../../../runtime/system/system-definition.ts";
import { componentsOf } from "../../../runtime/contract/state/subject.ts";
import type { Routed } from "../../../runtime/contract/routes/publications.ts";
import { routesOf } from "../../../runtime/contract/routes/routes.ts";

const drawing = (system: SystemDefinition): Routed => ({
  protocol: system.protocol,
  real: componentsOf(system.protocol),
  system,
});

test("two requests that lead to one event are two routes, each with the event and without the other request", () => {
  const routes = routesOf(drawing(images)).map(({ protocol }) => protocol);
  expect(routes).toHaveLength(2);
  const texts = routes.map(({ steps }) => Object.values(steps).map(({ text }) => text));
  const [first = [], again = []] = texts;
  const has = (one: readonly string[], word: string): boolean => one.some((text) => text.includes(word));
  expect([has(first, "/generate"), has(first, "/regenerate"), has(first, "이벤트 수신")]).toEqual([
    true,
    false,
    true,
  ]);
  expect([has(again, "/images/generate"), has(again, "/regenerate"), has(again, "이벤트 수신")]).toEqual([
    false,
    true,
    true,
  ]);
  // Nothing of a route speaks of a step that it has not.
  for (const { steps, orderings } of routes)
    for (const ordering of Object.values(orderings))
      for (const transition of automatonOf(ordering).states.flat())
        expect("step" in transition ? Object.keys(steps) : [undefined]).toContain(
          "step" in transition ? transition.step : undefined,
        );
});

test("what a loop publishes is a route of its own, with all that follows from it", () => {
  const [request, ...others] = routesOf(drawing(groupCheckout));
  const texts = (route: typeof request): string =>
    Object.values(route?.protocol.steps ?? {})
      .map(({ text }) => text)
      .join("\n");
  expect(others).toHaveLength(1);
  expect([...(request?.apart ?? [])]).toHaveLength(1);
  expect(texts(request)).toContain("CheckoutGuestAccount 명령 발행");
  expect(texts(request)).not.toMatch(/명령 수신|GuestAccountCheckoutCompleted/);
  expect(texts(others[0])).toMatch(/명령 수신[^]*GuestAccountCheckoutCompleted 이벤트 수신/);
  expect(texts(others[0])).not.toContain("POST /api/group-checkouts");
});

test("a diagram in which each event has one origin is one route", () => {
  const alone = drawing(workflow);
  expect(routesOf(alone)).toEqual([alone]);
});
