import { expect, test } from "vitest";
import { z } from "zod";
import { advance } from "../../../runtime/contract/monitor/next-steps.ts";
import { routesOf } from "../../../runtime/contract/routes/routes.ts";
import { watched } from "../../../runtime/contract/state/run-state.ts";
import { castOf } from "../../../runtime/contract/state/subject.ts";
import { watchedRun } from "../../../runtime/contract/system/watched-run.ts";
import { endRun } from "../../../runtime/contract/system/tested-system.ts";
import type { SystemSubject } from "../../../runtime/contract/system/system-subject.ts";
import { pairByText } from "../../../runtime/contract/values/load-statements.ts";
import {
  alternative,
  answers,
  asks,
  call,
  component,
  decides,
  diagramProtocol,
  initiator,
  receives,
  reply,
  resource,
  sequence,
  tells,
  when,
} from "../../../runtime/model/drawing/index.ts";

/** `POST` is answered 202, and leads to an event by way of a topic, or 400; then `GET`. Both ask the same store. */
const protocol = diagramProtocol({
  name: "orders",
  source: "diagrams/orders.puml",
  participants: {
    Client: initiator("Client"),
    Api: component("Api", { class: "Api", handler: "", collaborators: { topic: "Topic", store: "Store" } }),
    Topic: resource("Topic", "kafka"),
    Worker: component("Worker", { class: "Worker", handler: "", collaborators: { store: "Store" } }),
    Store: component("Store", { class: "Store", handler: "", collaborators: {} }),
  },
  steps: [
    call("Client", "Api", "POST", { method: "place" }),
    alternative(
      when(
        "valid",
        call("Api", "Topic", "OrderPlaced", { method: "publishOrderPlaced", waits: false }),
        reply("Api", "Client", "202"),
      ),
      when("else", reply("Api", "Client", "400")),
    ),
    call("Topic", "Worker", "OrderPlaced", { method: "onOrderPlaced" }),
    call("Worker", "Store", "save", { method: "save", waits: false }),
    call("Client", "Api", "GET", { method: "read" }),
    call("Api", "Store", "load", { method: "load", waits: false }),
    reply("Api", "Client", "200"),
  ],
  orderings: {
    Api: sequence(
      receives("Client", "POST"),
      alternative(
        decides("isValid"),
        when("valid", tells("Topic", "OrderPlaced"), answers("Client", "202")),
        when("else", answers("Client", "400")),
      ),
      receives("Client", "GET"),
      asks("Store", "load"),
      answers("Client", "200"),
    ),
    Worker: sequence(receives("Topic", "OrderPlaced"), tells("Store", "save")),
    Store: sequence(receives("Worker", "save"), receives("Api", "load")),
  },
  policies: [],
  positions: {
    participants: [1, 2, 3, 4, 5],
    steps: [6, 7, 8, 9, 10, 11, 12, 13, 14],
    fragments: [[6, 6, 9]],
    policies: [],
  },
});

const entry = { kind: "kafka", participant: "Topic", eventType: "OrderPlaced", schema: z.unknown() } as const;
const subject = {
  ...castOf(protocol, undefined),
  pairStatements: pairByText,
  system: {
    protocol,
    entries: [
      { ...entry, step: "Topic → Worker: OrderPlaced", component: "Worker", method: "onOrderPlaced" },
    ],
    publications: [{ ...entry, method: "publishOrderPlaced" }],
  },
} as unknown as SystemSubject;

/** What is wrong with a run of the system in which just this happened. */
function brokenBy(...texts: readonly string[]): string | undefined {
  const [route = subject] = routesOf(subject);
  const state = watchedRun(route, { branches: new Map(), rounds: new Map(), values: new Map(), order: [] });
  for (const text of texts) {
    const [id, step] = Object.entries(route.protocol.steps).find(([one]) => one.endsWith(text)) ?? [];
    if (id === undefined || step === undefined) throw new Error(`${text} is not drawn`);
    const readings = state.monitor.readings.flatMap((one) =>
      advance(route.protocol, one, watched(state, step), id),
    );
    if (readings.length === 0) return `${text} may not come`;
    state.monitor.take(id, readings);
  }
  endRun(state);
  return state.course.violation?.sentence;
}

const published = ["POST", "Api → Topic: OrderPlaced", "202"];
const followed = ["Topic → Worker: OrderPlaced", "save"];
const asked = ["GET", "load", "200"];

test("what follows an event is owed once the event is published", () => {
  expect(brokenBy(...published, ...followed, ...asked)).toBeUndefined();
  const lost = /line 7 \(OrderPlaced\) was published, but line 10 \(OrderPlaced\) never came/;
  expect(brokenBy(...published, ...asked)).toMatch(lost);
  expect(brokenBy(...published)).toMatch(/expected next line 10 \(OrderPlaced\), but nothing more happened/);
  expect(brokenBy(...published, ...followed.slice(0, 1))).toMatch(/expected next line 11/);
});

test("nobody owes what would follow an event that is not published", () => {
  expect(brokenBy("POST", "400", ...asked)).toBeUndefined();
  expect(brokenBy("POST", "400")).toMatch(/expected next line \d+ \(GET\)/);
});
