import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated, ImageUrls } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type * as Event from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import type { GetJobStatusResponse } from "../../../generated/content-이미지결과조회/messages.gen.ts";
import type * as Polling from "../../../generated/content-이미지결과조회/ports.gen.ts";
import type { UserEntity } from "../../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type * as Workflow from "../../../generated/workflow-engine/ports.gen.ts";
import type { Mutant } from "../mutant.ts";

type Given = Workflow.MinioUserEventHandlerCollaborators;
type Acknowledges = Workflow.KafkaListenerPort;

/** A handler whose background work is this. */
const working = (
  work: (given: Given, entity: UserEntity, ack: Acknowledges, pending: readonly unknown[]) => Promise<void>,
): Mutant["wrong"] => ({
  Handler: (given: Given) =>
    new (class extends MinioUserEventHandler {
      protected override addMinioUserCompletable(entity: UserEntity, ack: Acknowledges): void {
        given.background.run("addMinioUserCompletable", async () =>
          work(given, entity, ack, await this.eachPendingActionFromDb(entity)),
        );
      }
    })(given),
});

async function oneAction({ minioSvc, actionStore }: Given, entity: UserEntity): Promise<void> {
  await minioSvc.minioAddUserCompletableFuture(entity);
  await actionStore.updateTask(entity, "MINIO_ADD_USER", true);
  await minioSvc.createObjectPathCompletableFuture(entity);
  await actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
}

async function finalized({ userRepo }: Given, entity: UserEntity, ack: Acknowledges): Promise<void> {
  await userRepo.updateUser(entity);
  await ack.acknowledge();
}

/** What a colleague writes who wants to go home, and what a reviewer who wants to go home as well lets pass. */
export const colleague: Readonly<Record<"event" | "polling" | "workflow", readonly Mutant[]>> = {
  event: [
    {
      name: "EventHandler writes the braces of the drawing into the key",
      wrong: {
        Handler: ({ repo, cache }: Event.EventHandlerCollaborators) =>
          new EventHandler({ repo, cache: { del: async () => cache.del("event:draft:{eventDraftId}") } }),
      },
      caught: { by: "order", kind: "wrong-argument", line: 44 },
    },
    {
      name: "EventHandler saves each style by itself",
      wrong: {
        Handler: ({ repo, cache }: Event.EventHandlerCollaborators) =>
          new EventHandler({
            cache,
            repo: {
              async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
                for (const _ of Object.values(imageUrls))
                  await repo.updateContentImages(eventDraftId, imageUrls);
              },
            },
          }),
      },
      caught: { by: "order", kind: "repeated", line: 22 },
    },
    {
      name: "EventHandler leaves an event alone whose images are those of the last one",
      wrong: {
        Handler: (given: Event.EventHandlerCollaborators) =>
          new (class extends EventHandler {
            #last = "";
            override async onContentCreated(event: ContentCreated): Promise<void> {
              const images = JSON.stringify(event.imageUrls);
              if (images === this.#last) return;
              await super.onContentCreated(event);
              this.#last = images;
            }
          })(given),
      },
      caught: { by: "interleaving", kind: "out-of-order", line: 51 },
    },
    {
      name: "EventHandler gives the cache up for ever after its first error",
      wrong: {
        Handler: ({ repo, cache }: Event.EventHandlerCollaborators) => {
          let isAway = false;
          return new EventHandler({
            repo,
            cache: {
              async del(...keys) {
                if (isAway) return 0;
                return cache.del(...keys).catch((error: unknown) => {
                  isAway = true;
                  throw error;
                });
              },
            },
          });
        },
      },
      caught: { by: "transient-fault", kind: "out-of-order", line: 51 },
    },
  ],
  polling: [
    {
      name: "ContentController asks whether the status is COMPLETED or a text that is always true",
      wrong: {
        Controller: ({ service }: Polling.ContentControllerCollaborators) => ({
          async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
            const found = await service.getJobStatus(jobId);
            const isDone = found.status === "COMPLETED" || "DONE".length > 0;
            return {
              status: 200,
              body: { status: "COMPLETED", imageUrls: isDone && "imageUrls" in found ? found.imageUrls : {} },
            } as GetJobStatusResponse;
          },
        }),
      },
      caught: { by: "order", kind: "wrong-answer", line: 71 },
    },
    {
      name: "ApiGateway answers what the first of two who ask at once is told",
      wrong: {
        Gateway: ({ controller }: Polling.ApiGatewayCollaborators) => {
          let under: Promise<GetJobStatusResponse> | undefined;
          return {
            async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
              if (typeof jobId !== "string" || jobId === "") throw new Error("no job");
              under ??= controller.getJobStatus(jobId).finally(() => (under = undefined));
              return under;
            },
          };
        },
      },
      caught: { by: "interleaving", kind: "out-of-order", line: 54 },
    },
  ],
  workflow: [
    {
      name: "MinioUserEventHandler goes through its actions with forEach",
      wrong: working(async (given, entity, ack, pending) => {
        pending.forEach(() => void oneAction(given, entity));
        await finalized(given, entity, ack);
      }),
      caught: { by: "order", kind: "out-of-order", line: 47 },
    },
    {
      name: "MinioUserEventHandler is done when nothing is pending",
      wrong: working(async (given, entity, ack, pending) => {
        if (pending.length === 0) return;
        for (const _ of pending) await oneAction(given, entity);
        await finalized(given, entity, ack);
      }),
      caught: { by: "order", kind: "missing", line: 47 },
    },
    {
      name: "MinioUserEventHandler acknowledges in finally, for the sake of the partition",
      wrong: working(async (given, entity, ack, pending) => {
        try {
          for (const _ of pending) await oneAction(given, entity);
          await given.userRepo.updateUser(entity);
        } finally {
          await ack.acknowledge();
        }
      }),
      caught: { by: "fatal-fault", kind: "went-on-after-fault", line: 51 },
    },
    {
      name: "MinioUserEventHandler finalizes only when the last action is over, of whichever user",
      wrong: (() => {
        let under = 0;
        return working(async (given, entity, ack, pending) => {
          under += 1;
          try {
            for (const _ of pending) await oneAction(given, entity);
          } finally {
            under -= 1;
          }
          if (under === 0) await finalized(given, entity, ack);
        });
      })(),
      caught: { by: "interleaving", kind: "missing", line: 47 },
    },
    {
      name: "UserJpaRepository inserts both at the same time",
      wrong: {
        UserRepo: ({ db, actionStore }: Workflow.UserJpaRepositoryCollaborators) => ({
          async persistUser(entity: UserEntity): Promise<UserEntity> {
            await db.transaction(async () => {
              await Promise.all([db.insertUserAndEventLog(entity), actionStore.addRegisterAction(entity)]);
            });
            return entity;
          },
          updateUser: async (entity: UserEntity) => db.updateUserEntity(entity),
        }),
      },
      caught: { by: "fatal-fault", kind: "went-on-after-fault", line: 16 },
    },
    {
      name: "UserJpaRepository logs a failed transaction, and answers with the entity",
      wrong: {
        UserRepo: ({ db, actionStore }: Workflow.UserJpaRepositoryCollaborators) => ({
          async persistUser(entity: UserEntity): Promise<UserEntity> {
            await db
              .transaction(async () => {
                await db.insertUserAndEventLog(entity);
                await actionStore.addRegisterAction(entity);
              })
              .catch(() => undefined);
            return entity;
          },
          updateUser: async (entity: UserEntity) => db.updateUserEntity(entity),
        }),
      },
      caught: { by: "fatal-fault", kind: "swallowed-error", line: 15 },
      together: { kind: "went-on-after-fault", line: 47 },
    },
  ],
};
