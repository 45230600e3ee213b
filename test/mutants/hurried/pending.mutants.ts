import type { JsonValue, UserEntity } from "../../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type { MinioUserEventHandlerCollaborators as Given } from "../../../generated/workflow-engine/ports.gen.ts";
import type { ComponentFactories } from "../../../runtime/contract/index.ts";
import type { Mutant } from "../mutant.ts";

/** A handler that makes this of the pending actions that it finds. */
const finding = (make: (found: () => Promise<JsonValue[]>) => Promise<JsonValue[]>): ComponentFactories => ({
  Handler: (given: Given) =>
    new (class extends MinioUserEventHandler {
      protected override async eachPendingActionFromDb(entity: UserEntity): Promise<JsonValue[]> {
        return make(async () => super.eachPendingActionFromDb(entity));
      }
    })(given),
});

/** What the loop of diagrams/workflow-engine.puml goes through is what there is, all of it, and once. */
export const pendingActions: readonly Mutant[] = [
  {
    name: "MinioUserEventHandler leaves out the first pending action",
    wrong: finding(async (found) => (await found()).slice(1)),
    caught: { by: "decisions", kind: "wrong-decision", line: 29 },
  },
  {
    name: "MinioUserEventHandler goes through each pending action twice",
    wrong: finding(async (found) => [...(await found()), ...(await found())]),
    caught: { by: "decisions", kind: "wrong-decision", line: 29 },
  },
  {
    name: "MinioUserEventHandler goes through the first pending action once more",
    wrong: finding(async (found) => {
      const all = await found();
      return [...all, ...all.slice(0, 1)];
    }),
    caught: { by: "decisions", kind: "wrong-decision", line: 29 },
  },
  {
    name: "MinioUserEventHandler takes it that there is always one pending action",
    wrong: finding(async () => Promise.resolve([{ action: "all" }])),
    caught: { by: "decisions", kind: "idle-decision", line: 29 },
  },
];
