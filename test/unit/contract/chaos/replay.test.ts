import { expect, test } from "vitest";
import { system } from "../../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { CaseRun } from "../../../../runtime/contract/chaos/case-run.ts";
import { drawCases } from "../../../../runtime/contract/chaos/draw-cases.ts";
import { Replay } from "../../../../runtime/contract/chaos/replay.ts";
import type { WorkerMessage } from "../../../../runtime/contract/child/worker-message.ts";
import { castOf } from "../../../../runtime/contract/state/subject.ts";
import { nextInput } from "../../../../runtime/contract/system/run-input.ts";
import { endRun } from "../../../../runtime/contract/system/tested-system.ts";
import { loadStatements } from "../../../../runtime/contract/values/load-statements.ts";

const subject = {
  ...castOf(system.protocol, undefined, system.entries),
  ...(await loadStatements(system.protocol)),
  system,
  beside: { setup: {}, samples: {} },
  addresses: {},
  wiring: undefined,
  patienceMs: 1000,
};

test("an event that is dealt with anew after a death is as drawn", async () => {
  const { one, replay, tell } = begun();
  tell(1, entered(1));
  tell(1, checked());
  replay.died(1);
  for (const message of dealtWith()) tell(2, message);
  await replay.caughtUp();
  endRun(one.state);
  expect(one.state.course.violation).toBeUndefined();
  expect(replay.isBusy).toBe(false);
});

test("an event that is given up after a death has lost its effects", async () => {
  const { one, replay, tell } = begun();
  tell(1, entered(1));
  tell(1, checked());
  replay.died(1);
  tell(2, entered(1));
  tell(2, { kind: "over", id: 1, result: "returned", value: undefined });
  await replay.caughtUp();
  endRun(one.state);
  expect(one.state.course.violation?.kind).toBe("out-of-order");
});

test("an event that is dealt with again although nobody died is not as drawn, nor once it was over", async () => {
  const { one, replay, tell } = begun();
  for (const message of dealtWith()) tell(1, message);
  for (const message of dealtWith("another run")) tell(1, message);
  await replay.caughtUp();
  expect(one.state.course.violation?.kind).toBe("repeated");
  one.isDone = true;
  tell(1, entered(9, "a third run"));
  await replay.caughtUp();
  expect(one.repeats).toBe(1);
});

let payload: unknown;

function begun() {
  const [drawn] = drawCases(subject, 1, 1);
  if (drawn === undefined) throw new Error("nothing was drawn");
  const one = new CaseRun(subject, { ...drawn, key: undefined, partition: undefined });
  const input = nextInput(one.state, subject, one.drawn, []);
  if (input === undefined) throw new Error("nothing can be sent");
  [payload] = input.values;
  one.sent.push({ input, times: 1 });
  const replay = new Replay(subject);
  replay.follow(one);
  return { one, replay, tell: (life: number, message: WorkerMessage) => replay.take(life, message) };
}

function dealtWith(run = "run"): readonly WorkerMessage[] {
  const { eventDraftId, imageUrls } = payload as { eventDraftId: string; imageUrls: object };
  const text = "UPDATE event_drafts SET content_images = $1, updated_at = NOW() WHERE event_draft_id = $2";
  const update = { text, values: [imageUrls, eventDraftId] };
  return [
    entered(1, run),
    checked(run),
    call(2, run, "Handler", "Repo", "updateContentImages", [eventDraftId, imageUrls]),
    call(3, run, "Repo", "DB", "query", [update]),
    { kind: "over", id: 3, result: "returned", value: { rows: [], rowCount: 1 } },
    { kind: "over", id: 2, result: "returned", value: undefined },
    call(4, run, "Handler", "Cache", "del", [`event:draft:${eventDraftId}`]),
    { kind: "over", id: 4, result: "returned", value: 1 },
    { kind: "over", id: 1, result: "returned", value: undefined },
  ];
}

function entered(id: number, run = "run"): WorkerMessage {
  return call(id, run, "Consumer", "Handler", "onContentCreated", [payload]);
}

function checked(run = "run"): WorkerMessage {
  return { kind: "self", component: "Handler", run, method: "validateEvent", args: [payload] };
}

function call(
  id: number,
  run: string,
  from: string,
  to: string,
  method: string,
  args: readonly unknown[],
): WorkerMessage {
  const found = Object.entries(system.protocol.steps).find(
    ([, step]) => step.kind === "call" && step.from === from && step.to === to,
  );
  if (found === undefined) throw new Error(`${from} does not call ${to}`);
  const [step, { line, text }] = found;
  const arrow = { sequence: id, run, step, line, text, from, to, method, digest: "", at: 0 };
  return { kind: "call", id, arrow, args };
}
