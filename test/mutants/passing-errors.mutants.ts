import { FatalError, isRetryable, RetryableError } from "seqwright-runtime";
import { ContentController } from "../../generated/content-이미지결과조회/content-controller.handler.ts";
import { JobManager } from "../../generated/content-이미지결과조회/job-manager.handler.ts";
import {
  type GetJobStatusResponse,
  type JobStatusResponse,
  NotFoundException,
} from "../../generated/content-이미지결과조회/messages.gen.ts";
import type * as Polling from "../../generated/content-이미지결과조회/ports.gen.ts";
import { EventHandler } from "../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import { EventRepository } from "../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import type { ContentCreated, ImageUrls } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type * as Event from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import type { UserEntity, UserRegistered } from "../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type * as Workflow from "../../generated/workflow-engine/ports.gen.ts";
import { UserJpaRepository } from "../../generated/workflow-engine/user-jpa-repository.handler.ts";
import type { Mutant } from "./mutant.ts";

/** Handlers that are right until something fails that may go well the next time. */
export const passingErrors: Readonly<Record<"event" | "polling" | "workflow", readonly Mutant[]>> = {
  event: [
    {
      name: "EventHandler remembers an event before its work is done",
      wrong: {
        Handler: (given: Event.EventHandlerCollaborators) =>
          new (class extends EventHandler {
            readonly #seen = new Set<string>();
            override async onContentCreated(event: ContentCreated): Promise<void> {
              const id = JSON.stringify(event);
              if (this.#seen.has(id)) return;
              this.#seen.add(id);
              await super.onContentCreated(event);
            }
          })(given),
      },
      caught: { by: "transient-fault", kind: "out-of-order", line: 51, only: true },
    },
    {
      name: "EventHandler does not save again what it has saved before the cache failed",
      wrong: {
        Handler: ({ repo, cache }: Event.EventHandlerCollaborators) => {
          const saved = new Set<string>();
          return new EventHandler({
            repo: {
              async updateContentImages(eventDraftId, imageUrls) {
                const id = JSON.stringify([eventDraftId, imageUrls]);
                if (!saved.has(id)) await repo.updateContentImages(eventDraftId, imageUrls);
                saved.add(id);
              },
            },
            cache: {
              async del(...keys) {
                const deleted = await cache.del(...keys);
                saved.clear();
                return deleted;
              },
            },
          });
        },
      },
      caught: { by: "transient-fault", kind: "out-of-order", line: 44, only: true },
    },
    {
      name: "EventHandler takes every error for one that nobody can repair",
      wrong: {
        Handler: (given: Event.EventHandlerCollaborators) =>
          new (class extends EventHandler {
            override async onContentCreated(event: ContentCreated): Promise<void> {
              await super.onContentCreated(event).catch((cause: unknown) => {
                throw new FatalError("event was not handled", { cause });
              });
            }
          })(given),
      },
      caught: {
        by: "transient-fault",
        kind: "swallowed-error",
        line: 22,
        only: true,
        also: ["resource-order"],
      },
      together: { line: 25 },
    },
    {
      name: "EventHandler keeps its lock when something fails",
      wrong: {
        Handler: (given: Event.EventHandlerCollaborators) =>
          new (class extends EventHandler {
            #free: Promise<void> = Promise.resolve();
            override async onContentCreated(event: ContentCreated): Promise<void> {
              let release = (): void => undefined;
              const before = this.#free;
              this.#free = new Promise((resolve) => {
                release = resolve;
              });
              await before;
              await super.onContentCreated(event);
              release();
            }
          })(given),
      },
      caught: { by: "transient-fault", kind: "stalled", line: 18, only: true },
    },
    {
      name: "EventHandler tries again after a second, which the consumer does as well",
      wrong: {
        Handler: ({ repo, cache }: Event.EventHandlerCollaborators) =>
          new EventHandler({
            repo,
            cache: {
              async del(...keys) {
                for (;;) {
                  try {
                    return await cache.del(...keys);
                  } catch (error) {
                    if (!isRetryable(error)) throw error;
                    await new Promise((resolve) => void setTimeout(resolve, 1000));
                  }
                }
              },
            },
          }),
      },
      caught: {
        by: "transient-fault",
        kind: "repeated-after-fault",
        line: 44,
        only: true,
        also: ["resource-order"],
      },
    },
    {
      name: "EventRepository only logs what may go well the next time",
      wrong: {
        Repo: (given: Event.EventRepositoryCollaborators) =>
          new (class extends EventRepository {
            override async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
              await super.updateContentImages(eventDraftId, imageUrls).catch((error: unknown) => {
                if (!(error instanceof RetryableError)) throw error;
              });
            }
          })(given),
      },
      caught: {
        by: "transient-fault",
        kind: "swallowed-error",
        line: 25,
        only: true,
      },
      together: { kind: "went-on-after-fault", line: 44, also: ["resource-order"] },
    },
    {
      name: "EventRepository gives its database up after one error",
      wrong: {
        Repo: ({ db }: Event.EventRepositoryCollaborators) => {
          let broken: Error | undefined;
          return new EventRepository({
            db: {
              async query(statement) {
                if (broken !== undefined) throw broken;
                return db.query(statement).catch((error: unknown) => {
                  if (error instanceof Error) broken = error;
                  throw error;
                });
              },
            },
          });
        },
      },
      caught: { by: "transient-fault", kind: "failed", line: 25, only: true },
    },
  ],
  polling: [
    {
      name: "JobManager says that there is no such job while Redis is away",
      wrong: {
        JobMgr: (given: Polling.JobManagerCollaborators) =>
          new (class extends JobManager {
            override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
              return super.getJobStatus(jobId).catch((cause: unknown) => {
                if (!(cause instanceof RetryableError)) throw cause;
                throw new NotFoundException("Job을 찾을 수 없습니다", { cause });
              });
            }
          })(given),
      },
      caught: { by: "transient-fault", kind: "swallowed-error", line: 32, only: true },
    },
    {
      name: "ContentController says that there is no such job while the service is away",
      wrong: {
        Controller: (given: Polling.ContentControllerCollaborators) =>
          new (class extends ContentController {
            override async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
              return super.getJobStatus(jobId).catch((error: unknown) => {
                if (!(error instanceof RetryableError)) throw error;
                return { status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } };
              });
            }
          })(given),
      },
      caught: { by: "transient-fault", kind: "swallowed-error", line: 26, only: true },
      together: { line: 32 },
    },
  ],
  workflow: [
    {
      name: "MinioUserEventHandler acknowledges what may go well the next time",
      wrong: {
        Handler: (given: Workflow.MinioUserEventHandlerCollaborators) =>
          new (class extends MinioUserEventHandler {
            override async eventToEntity(
              event: UserRegistered,
              ack: Workflow.KafkaListenerPort,
            ): Promise<void> {
              await super.eventToEntity(event, ack).catch(async (error: unknown) => {
                if (error instanceof RetryableError) await ack.acknowledge();
                throw error;
              });
            }
          })(given),
      },
      caught: { by: "transient-fault", kind: "went-on-after-fault", line: 51 },
    },
    {
      name: "MinioUserEventHandler takes it for nothing to do when it cannot ask what there is to do",
      wrong: {
        Handler: (given: Workflow.MinioUserEventHandlerCollaborators) =>
          new (class extends MinioUserEventHandler {
            protected override addMinioUserCompletable(
              entity: UserEntity,
              ack: Workflow.KafkaListenerPort,
            ): void {
              given.background.run("register", async () => {
                const pending = await this.eachPendingActionFromDb(entity).catch(() => []);
                for (const _ of pending) {
                  await given.minioSvc.minioAddUserCompletableFuture(entity);
                  await given.actionStore.updateTask(entity, "MINIO_ADD_USER", true);
                  await given.minioSvc.createObjectPathCompletableFuture(entity);
                  await given.actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
                }
                await given.userRepo.updateUser(entity);
                await ack.acknowledge();
              });
            }
          })(given),
      },
      caught: { by: "acknowledgement", kind: "went-on-after-fault", line: 51, only: true },
    },
    {
      name: "UserJpaRepository takes a user for persisted whom it has only tried to persist",
      wrong: {
        UserRepo: (given: Workflow.UserJpaRepositoryCollaborators) =>
          new (class extends UserJpaRepository {
            readonly #known = new Set<string>();
            override async persistUser(entity: UserEntity): Promise<UserEntity> {
              const id = JSON.stringify(entity);
              if (this.#known.has(id)) return entity;
              this.#known.add(id);
              return super.persistUser(entity);
            }
          })(given),
      },
      caught: { by: "transient-fault", kind: "out-of-order", line: 20, only: true },
    },
  ],
};
