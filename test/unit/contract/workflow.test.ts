import { expect, test } from "vitest";
import { NotImplementedError, parse } from "../../../runtime/index.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";
import {
  Event,
  workflowProtocol,
  type Ack,
  type Entity,
  type WorkflowCollaborators,
} from "./diagrams/workflow.ts";

class WorkflowHandler {
  protected readonly given: WorkflowCollaborators;

  constructor(given: WorkflowCollaborators) {
    this.given = given;
  }

  async eventToEntity(event: Event, ack: Ack): Promise<void> {
    parse(Event, event, "Event");
    const entity = await this.given.users.persistUser(event);
    this.addMinioUserCompletable(entity, ack);
  }

  protected addMinioUserCompletable(entity: Entity, ack: Ack): void {
    this.given.background.run("workflow", () => this.workflow(entity, ack));
  }

  protected async workflow(entity: Entity, ack: Ack): Promise<void> {
    for (const action of await this.pendingActions(entity)) await this.round(entity, action);
    await this.given.users.updateUser(entity);
    await ack.acknowledge();
  }

  protected async round(entity: Entity, _action?: string): Promise<void> {
    await this.given.minio.addUser(entity);
    await this.given.actions.updateTask(entity, "MINIO_ADD_USER", true);
  }

  protected async pendingActions(_entity: Entity): Promise<readonly string[]> {
    return ["MINIO_ADD_USER"];
  }
}

const wrong = (handler: new (given: WorkflowCollaborators) => WorkflowHandler) => ({
  Handler: (given: WorkflowCollaborators) => new handler(given),
});

test("the right handler passes 1,000 runs of each property", async () => {
  await withRuns(1_000, async () => {
    expect(await verdicts(workflowProtocol, wrong(WorkflowHandler), "Handler")).toEqual({});
    expect(await verdicts(workflowProtocol, wrong(WorkflowHandler))).toEqual({});
  });
});

class EarlyAck extends WorkflowHandler {
  protected override async workflow(entity: Entity, ack: Ack): Promise<void> {
    await ack.acknowledge();
    await super.workflow(entity, { acknowledge: async () => undefined });
  }
}
class AckInTheForeground extends WorkflowHandler {
  protected override addMinioUserCompletable(entity: Entity, ack: Ack): void {
    this.given.background.run("workflow", () =>
      this.workflow(entity, { acknowledge: async () => undefined }),
    );
    void ack.acknowledge();
  }
}
class WorksBeforeAnswering extends WorkflowHandler {
  override async eventToEntity(event: Event, ack: Ack): Promise<void> {
    await super.eventToEntity(event, ack);
    await this.workflow({ id: "", name: "" }, ack);
  }
}
class FirstActionOnly extends WorkflowHandler {
  protected override async workflow(entity: Entity, ack: Ack): Promise<void> {
    const [first] = await this.pendingActions(entity);
    if (first !== undefined) await this.round(entity);
    await this.given.users.updateUser(entity);
    await ack.acknowledge();
  }
}
class NeverAcks extends WorkflowHandler {
  protected override async workflow(entity: Entity, _: Ack): Promise<void> {
    await super.workflow(entity, { acknowledge: async () => undefined });
  }
}
class MarksFalse extends WorkflowHandler {
  protected override async round(entity: Entity): Promise<void> {
    await this.given.minio.addUser(entity);
    await this.given.actions.updateTask(entity, "MINIO_ADD_USER", false);
  }
}

test.each([
  [
    "an acknowledgement before the work",
    EarlyAck,
    /line 51 \(ack\.acknowledge\(\)\) was called although line 29/,
  ],
  ["an acknowledgement before the answer", AckInTheForeground, /line 51 .* was called although line 25/],
  ["work before the answer", WorksBeforeAnswering, /was called although line 25/],
  [
    "a loop that ends too soon",
    FirstActionOnly,
    /line 47 .* belongs to a branch|line 47 .* although line 29/,
  ],
  [
    "a missing acknowledgement",
    NeverAcks,
    /expected next line 51 \(ack\.acknowledge\(\)\), but nothing more happened/,
  ],
  [
    "a wrong literal",
    MarksFalse,
    /another done than the diagram says[^]*expected {2}true\n {4}received {2}false/,
  ],
])("order catches %s", async (_, handler, report) => {
  expect((await verdicts(workflowProtocol, wrong(handler), "Handler")).order).toMatch(report);
});

class AlwaysOnce extends WorkflowHandler {
  protected override async workflow(entity: Entity, ack: Ack): Promise<void> {
    await this.round(entity);
    await this.given.users.updateUser(entity);
    await ack.acknowledge();
  }
}

test("coverage catches a loop that always runs once, and that nobody was asked", async () => {
  const found = await verdicts(workflowProtocol, wrong(AlwaysOnce), "Handler");
  expect(found).toEqual({
    coverage: expect.stringContaining("never ran several rounds") as string,
    decisions: expect.stringContaining("was never asked in 100 runs") as string,
  });
  expect(found.coverage).toMatchSnapshot("coverage");
});

class LosesErrors extends WorkflowHandler {
  protected override async workflow(entity: Entity, ack: Ack): Promise<void> {
    await super.workflow(entity, ack).catch(() => undefined);
  }
}

test("fatal fault alone catches an error that gets lost in the background", async () => {
  const found = await verdicts(workflowProtocol, wrong(LosesErrors), "Handler");
  expect(Object.keys(found)).toEqual(["fatal-fault", "transient-fault"]);
  expect(found["fatal-fault"]).toMatch(/but workflow went well/);
});

class UnfilledDecision extends WorkflowHandler {
  protected override async pendingActions(): Promise<readonly string[]> {
    throw new NotImplementedError("WorkflowHandler.pendingActions");
  }
}

test("a decision that is still a stub is named, although runs answer in its place", async () => {
  const { order } = await verdicts(workflowProtocol, wrong(UnfilledDecision), "Handler");
  expect(order).toMatch(
    /not implemented yet\n\n {2}next {3}WorkflowHandler\.pendingActions {3}test\/unit\/contract\/workflow\.test\.ts:\d+$/,
  );
});
