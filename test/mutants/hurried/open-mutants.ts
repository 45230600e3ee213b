import type { ComponentFactories } from "../../../runtime/contract/index.ts";
import type { JsonValue, UserEntity } from "../../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type { MinioUserEventHandlerCollaborators as Given } from "../../../generated/workflow-engine/ports.gen.ts";
import { workflow, type Fulfilled } from "../right.ts";

/** A wrong handler that no property of the protocol level catches yet, and why not. */
export interface OpenMutant {
  readonly name: string;
  readonly diagram: Fulfilled;
  readonly wrong: ComponentFactories;
  readonly why: string;
}

/** A handler that makes this of the pending actions that it finds. */
const finding = (make: (found: () => Promise<JsonValue[]>) => Promise<JsonValue[]>): ComponentFactories => ({
  Handler: (given: Given) =>
    new (class extends MinioUserEventHandler {
      protected override async eachPendingActionFromDb(entity: UserEntity): Promise<JsonValue[]> {
        return make(async () => super.eachPendingActionFromDb(entity));
      }
    })(given),
});

/** What is known to be missed: this list is to become shorter. What is caught one day moves to the others. */
export const openMutants: readonly OpenMutant[] = [
  {
    name: "MinioUserEventHandler leaves out the first pending action",
    diagram: workflow,
    wrong: finding(async (found) => (await found()).slice(1)),
    why: "Nothing says that all that is found is gone through: others may leave out what is done already.",
  },
  {
    name: "MinioUserEventHandler goes through each pending action twice",
    diagram: workflow,
    wrong: finding(async (found) => [...(await found()), ...(await found())]),
    why: "Nothing says that no more is gone through than is found.",
  },
  {
    name: "MinioUserEventHandler takes it that there is always one pending action",
    diagram: workflow,
    wrong: finding(async () => Promise.resolve([{ action: "all" }])),
    why: "What a loop goes through may be a list that never changes.",
  },
];
