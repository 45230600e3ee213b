import { expect, test } from "vitest";
import { protocol as contentProtocol } from "../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { protocol } from "../../../generated/workflow-engine/steps.gen.ts";
import { durable } from "../../../runtime/engine/collaborators/durable.ts";
import {
  JournalMismatchError,
  leftOver,
  matchStep,
  type JournalEntry,
  type Mismatch,
} from "../../../runtime/engine/journal/journal.ts";
import { errorRecord, RecordedError, reviveError } from "../../../runtime/engine/journal/recorded-error.ts";
import { stepRetries } from "../../../runtime/retry/retry-policy.ts";
import { stepIdentity } from "../../../runtime/engine/journal/step-identity.ts";
import { transactionalCollaborators } from "../../../runtime/engine/collaborators/transactional-collaborators.ts";
import { settlementOf } from "../../../runtime/engine/turn/turn-end.ts";
import { RetryableError } from "../../../runtime/errors/errors.ts";

const entry = (
  sequence: number,
  name: string,
  outcome: JournalEntry["outcome"] = "returned",
): JournalEntry => ({
  sequence,
  step: stepIdentity("Repo", name, []),
  outcome,
  finished: outcome === "failing" ? -1 : sequence,
  failures: outcome === "failing" ? 2 : 0,
  content: "null",
});

const messageOf = (mismatch: Mismatch | undefined): string | undefined =>
  mismatch && new JournalMismatchError({ diagram: "shop", id: "a" }, mismatch).message;

test("a step is matched by name and arguments at its place in the order", () => {
  expect(matchStep(undefined, stepIdentity("Repo", "save", []))).toEqual({ kind: "new", failures: 0 });
  expect(matchStep(entry(0, "save"), stepIdentity("Repo", "save", []))).toMatchObject({
    kind: "recorded",
  });
});

test("another step at the same place is an error that names both, the workflow, and what to do", () => {
  const match = matchStep(entry(3, "save"), stepIdentity("Repo", "remove", []));
  expect(match.kind === "mismatch" && messageOf(match.mismatch)).toBe(
    'workflow "a" of shop: step 4 was Repo.save when it was recorded, but the code now calls Repo.remove. ' +
      "The code was changed while the workflow was under way: bring back code that takes the recorded steps, then retry the workflow",
  );
});

test("the same step with other arguments is an error that says so", () => {
  const match = matchStep(entry(0, "save"), stepIdentity("Repo", "save", [Math.PI]));
  expect(match.kind === "mismatch" && messageOf(match.mismatch)).toMatch(
    /but with other arguments .*What goes into a step must follow from the trigger and from earlier steps/,
  );
});

test("a step that keeps failing goes on counting, and may be replaced", () => {
  const failing = entry(0, "save", "failing");
  expect(matchStep(failing, stepIdentity("Repo", "save", []))).toEqual({ kind: "new", failures: 2 });
  expect(matchStep(failing, stepIdentity("Repo", "store", []))).toEqual({ kind: "new", failures: 0 });
});

test("a finished step that the code no longer takes is an error that names it", () => {
  const journal = [entry(0, "save"), entry(1, "tell"), entry(2, "forget")];
  expect(leftOver(journal, 3)).toBeUndefined();
  expect(messageOf(leftOver(journal, 1))).toContain(
    "step 2 was Repo.tell when it was recorded, but the code now ends after 1 step. The code was changed",
  );
});

test("the order of keys, and keys without a value, make no other step", () => {
  expect(stepIdentity("Repo", "save", [{ a: 1, b: { c: 2, d: undefined } }])).toEqual(
    stepIdentity("Repo", "save", [{ b: { c: 2 }, a: 1 }]),
  );
});

test("a step cannot be made of what is not plain data", () => {
  expect(() => stepIdentity("Repo", "save", [() => 1])).toThrow(
    "an argument of Repo.save cannot be kept in the journal",
  );
});

test("what becomes of a workflow follows from how the turn with it ended", () => {
  const error = new RetryableError("away");
  const settle = (end: Parameters<typeof settlementOf>[0]) =>
    settlementOf(end, { ...stepRetries, retriesMax: 1, delayMs: 100 }, 0);
  expect(settle({ kind: "completed" })).toEqual({ state: "done" });
  expect(settle({ kind: "step failed", error })).toEqual({
    state: "failed",
    failure: { error },
  });
  expect(settle({ kind: "code failed", error, failures: 1 })).toEqual({
    state: "waiting",
    afterMs: 100,
    failures: 1,
  });
  expect(settle({ kind: "code failed", error, failures: 2 })).toEqual({
    state: "failed",
    failure: { error },
  });
  expect(settle({ kind: "code failed", error: new TypeError("bug"), failures: 1 })).toMatchObject({
    state: "failed",
  });
  expect(settle({ kind: "paused", afterMs: 7 })).toEqual({ state: "waiting", afterMs: 7, failures: 0 });
  expect(settle({ kind: "released" })).toEqual({ state: "pending" });
});

class NotFoundError extends Error {}

test("a recorded error comes back as its class where that is known", () => {
  const record = errorRecord(new NotFoundError("no ada", { cause: new RangeError("deep") }));
  expect(reviveError(record, [NotFoundError])).toBeInstanceOf(NotFoundError);
  const unknown = reviveError(record, []);
  expect(unknown).toBeInstanceOf(RecordedError);
  expect(unknown).toMatchObject({
    message: "no ada",
    recordedName: "NotFoundError",
    cause: { recordedName: "RangeError" },
  });
  expect(errorRecord(unknown)).toEqual(record);
});

test("collaborators that reach SQL databases only are known from the diagram", () => {
  expect(transactionalCollaborators(protocol, "Handler")).toEqual(["userRepo", "actionStore"]);
  expect(transactionalCollaborators(protocol, "Nobody")).toEqual([]);
  const components = Object.entries(contentProtocol.participants).flatMap(([code, spec]) =>
    spec.role === "component" ? [[code, transactionalCollaborators(contentProtocol, code)] as const] : [],
  );
  expect(Object.fromEntries(components)).toMatchSnapshot();
});

test("outside of workflows durable collaborators are what they wrap", async () => {
  class Counter {
    #count = 0;
    next(): number {
      return (this.#count += 1);
    }
    get count(): number {
      return this.#count;
    }
  }
  const { counter } = durable({ counter: new Counter() });
  expect([counter.next(), counter.next(), counter.count]).toEqual([1, 2, 2]);
  expect(() => durable({ counter }, { of: { protocol, component: "Nobody" } })).toThrow(
    'no component "Nobody"',
  );
});

test("a durable collaborator may be frozen, and shows the properties that it has", async () => {
  const next = (by: number): number => by + 1;
  const { frozen } = durable({ frozen: Object.freeze({ next, size: 3 }) });
  expect(frozen.next(1)).toBe(2);
  expect(Object.keys({ ...frozen })).toEqual(["next", "size"]);
  expect("size" in frozen).toBe(true);

  class Shop {
    rate = 1;
    price(): number {
      return this.rate * 10;
    }
  }
  const original = new Shop();
  const { shop } = durable({ shop: original });
  shop.rate = 2;
  expect([shop.price(), original.rate]).toEqual([20, 2]);
  shop.price = () => 7;
  expect(shop.price()).toBe(7);
  expect(shop).toBeInstanceOf(Shop);
});
