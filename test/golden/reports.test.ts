import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  contract,
  type ComponentFactories,
  type Contract,
  type ContractOptions,
} from "seqwright-runtime/contract";
import { expect, test } from "vitest";
import type { JobManagerCollaborators } from "../../generated/content-이미지결과조회/ports.gen.ts";
import { system as polling } from "../../generated/content-이미지결과조회/wiring.gen.ts";
import { EventRepository } from "../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import type {
  EventHandlerCollaborators,
  EventRepositoryCollaborators,
} from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { system as subscription } from "../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import type {
  MinioUserEventHandlerCollaborators,
  UserJpaRepositoryCollaborators,
} from "../../generated/workflow-engine/ports.gen.ts";
import { system as workflow } from "../../generated/workflow-engine/wiring.gen.ts";
import { filesBelow } from "../support/files-below.ts";
import {
  AbsentMindedEventHandler,
  CarefreeEventHandler,
  ForgetfulEventHandler,
  ForgetfulJobManager,
  HalfwayUserRepository,
  HastyEventHandler,
  HopefulJobManager,
  IdleMinioHandler,
  ImpatientJobManager,
  MemorisingJobManager,
  SafeSideEventHandler,
  StumblingMinioHandler,
  TrimmingEventHandler,
  TrustingEventHandler,
  UnfinishedEventHandler,
  UnwaitingEventHandler,
} from "./wrong-handlers.ts";

import { protocolWith } from "../unit/contract/diagrams/trips.ts";
import { firstToLast, forgetsFlight, tripUndoneBy, twice } from "./wrong-trips.ts";

type System = ContractOptions["system"];

const reports: Readonly<Record<string, () => Promise<unknown>>> = {
  order: () => eventHandler(HastyEventHandler).check("order", "Handler"),
  "wrong-argument": () => eventHandler(TrimmingEventHandler).check("order", "Handler"),
  coverage: () =>
    subject(polling, {
      JobMgr: (given: JobManagerCollaborators) => new HopefulJobManager(given),
    }).check("coverage", "JobMgr"),
  "bad-input": () => eventHandler(TrustingEventHandler).check("bad-input"),
  "fatal-fault": () =>
    subject(polling, {
      JobMgr: (given: JobManagerCollaborators) => new ForgetfulJobManager(given),
    }).check("fatal-fault", "JobMgr"),
  decisions: () => minioHandler(IdleMinioHandler).check("decisions", "Handler"),
  "wrong-decision": () => minioHandler(StumblingMinioHandler).check("decisions", "Handler"),
  acknowledgement: () =>
    subject(workflow, {
      Handler: (given: MinioUserEventHandlerCollaborators) => new CarefreeEventHandler(given),
    }).check("acknowledgement", "Handler"),
  atomicity: () =>
    subject(workflow, {
      UserRepo: (given: UserJpaRepositoryCollaborators) => new HalfwayUserRepository(given),
    }).check("atomicity", "UserRepo"),
  "transient-fault": () => eventHandler(ForgetfulEventHandler).check("transient-fault", "Handler"),
  "resource-order": () => eventHandler(SafeSideEventHandler).check("resource-order", "Handler"),
  "late-answer": () =>
    subject(polling, {
      JobMgr: (given: JobManagerCollaborators) => new ImpatientJobManager(given),
    }).check("late-answer", "JobMgr"),
  "not-awaited": () => eventHandler(UnwaitingEventHandler).check("late-answer", "Handler"),
  polling: () =>
    subject(polling, {
      JobMgr: (given: JobManagerCollaborators) => new MemorisingJobManager(given),
    }).check("polling", "JobMgr"),
  "undone-too-little": () => trips(forgetsFlight).check("compensation", "Trip"),
  "undone-out-of-order": () => trips(firstToLast).check("compensation", "Trip"),
  "undone-twice": () => trips(twice).check("compensation", "Trip"),
  interleaving: () => eventHandler(AbsentMindedEventHandler).check("interleaving", "Handler"),
  "not-implemented": () => eventHandler(UnfinishedEventHandler).check("order", "Handler"),
};

test.each(Object.entries(reports))("the report of a failure reads as it did: %s", async (name, run) => {
  const report = await run().then(
    () => "nothing was found wrong",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  await expect(`${report}\n`).toMatchFileSnapshot(resolve("test/golden/reports", `${name}.txt`));
});

test("every report here is made by a wrong handler", () => {
  const known = Object.keys(reports).map((name) => `${name}.txt`);
  expect(filesBelow("test/golden/reports").filter((path) => !known.includes(path))).toEqual([]);
});

function eventHandler(Handler: new (given: EventHandlerCollaborators) => object): Contract {
  return subject(subscription, {
    Handler: (given: EventHandlerCollaborators) => new Handler(given),
    Repo: (given: EventRepositoryCollaborators) => new EventRepository(given),
  });
}

function minioHandler(Handler: new (given: MinioUserEventHandlerCollaborators) => object): Contract {
  return subject(workflow, { Handler: (given: MinioUserEventHandlerCollaborators) => new Handler(given) });
}

/** A note promises that what was done is undone. */
function trips(undo: Parameters<typeof tripUndoneBy>[0]): Contract {
  return subject({ protocol: protocolWith(false), components: {} }, { Trip: tripUndoneBy(undo) });
}

/** As the diagram's own contract test has it. */
function subject(system: System, factories: ComponentFactories): Contract {
  const handlers = pathToFileURL(resolve("generated", system.protocol.name, "contract.gen.test.ts")).href;
  return contract({ system: { ...system, components: factories }, handlers });
}
