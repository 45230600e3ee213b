import { sql } from "seqwright-runtime";
import { ApiGateway } from "../../generated/content-이미지결과조회/api-gateway.handler.ts";
import { JobManager } from "../../generated/content-이미지결과조회/job-manager.handler.ts";
import {
  type GetJobStatusResponse,
  type JobStatusResponse,
} from "../../generated/content-이미지결과조회/messages.gen.ts";
import type * as Polling from "../../generated/content-이미지결과조회/ports.gen.ts";
import { EventHandler } from "../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated, ImageUrls } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type * as Event from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import type { UserEntity, UserRegistered } from "../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type * as Workflow from "../../generated/workflow-engine/ports.gen.ts";
import type { Mutant } from "./mutant.ts";

/** Handlers that are right for one event, and wrong for the next: what one leaves behind, the other finds. */
export const severalEvents: Readonly<Record<"event" | "polling" | "workflow", readonly Mutant[]>> = {
  event: [
    {
      name: "EventHandler keeps the event in a field, where the next one takes its place",
      wrong: {
        Handler: ({ repo, cache }: Event.EventHandlerCollaborators) =>
          new (class extends EventHandler {
            #event: ContentCreated | undefined;
            override async onContentCreated(event: ContentCreated): Promise<void> {
              this.#event = event;
              await this.validateEvent(event);
              await repo.updateContentImages(event.eventDraftId, event.imageUrls);
              await cache.del(`event:draft:${this.#event.eventDraftId}`);
            }
          })({ repo, cache }),
      },
      caught: { by: "interleaving", kind: "wrong-argument", line: 44, only: true },
    },
    {
      name: "EventHandler takes a second event of a draft for a duplicate",
      wrong: {
        Handler: (given: Event.EventHandlerCollaborators) =>
          new (class extends EventHandler {
            readonly #done = new Set<string>();
            override async onContentCreated(event: ContentCreated): Promise<void> {
              if (this.#done.has(event.eventDraftId)) return;
              await super.onContentCreated(event);
              this.#done.add(event.eventDraftId);
            }
          })(given),
      },
      caught: { by: "interleaving", kind: "out-of-order", line: 51, only: true, also: ["bad-input"] },
    },
    {
      name: "EventHandler clears the cache for the first event only",
      wrong: {
        Handler: ({ repo, cache }: Event.EventHandlerCollaborators) => {
          let cleared: Promise<number> | undefined;
          return new EventHandler({
            repo,
            cache: {
              del: (...keys) => {
                cleared ??= cache.del(...keys);
                return cleared;
              },
            },
          });
        },
      },
      caught: { by: "interleaving", kind: "out-of-order", line: 51 },
    },
    {
      name: "EventRepository makes its statement once, with the values of the first event",
      wrong: {
        Repo: ({ db }: Event.EventRepositoryCollaborators) => {
          let statement: ReturnType<typeof sql> | undefined;
          return {
            async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
              statement ??= sql`UPDATE event_drafts SET content_images = ${imageUrls}, updated_at = NOW()
                WHERE event_draft_id = ${eventDraftId}`;
              await db.query(statement);
            },
          };
        },
      },
      caught: { by: "interleaving", kind: "wrong-argument", line: 25, only: true },
    },
  ],
  polling: [
    {
      name: "JobManager remembers what it was told of a job first",
      wrong: {
        JobMgr: (given: Polling.JobManagerCollaborators) =>
          new (class extends JobManager {
            readonly #known = new Map<string, JobStatusResponse>();
            override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
              const found = this.#known.get(jobId) ?? (await super.getJobStatus(jobId));
              this.#known.set(jobId, found);
              return found;
            }
          })(given),
      },
      caught: { by: "interleaving", kind: "out-of-order", line: 45, only: true, also: ["polling"] },
    },
    {
      name: "JobManager keeps the job that it is asked about in a field",
      wrong: {
        JobMgr: ({ cache }: Polling.JobManagerCollaborators) =>
          new (class extends JobManager {
            #jobId = "";
            override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
              this.#jobId = jobId;
              const found = await super.getJobStatus(jobId);
              return { ...found, jobId: this.#jobId };
            }
          })({ cache }),
      },
      caught: { by: "interleaving", kind: "wrong-answer", line: 45, only: true },
    },
    {
      name: "ApiGateway answers every request as it answered the first",
      wrong: {
        Gateway: ({ controller }: Polling.ApiGatewayCollaborators) => {
          let first: Promise<GetJobStatusResponse> | undefined;
          return new ApiGateway({
            controller: {
              getJobStatus: (jobId) => {
                first ??= controller.getJobStatus(jobId);
                return first;
              },
            },
          });
        },
      },
      caught: { by: "interleaving", kind: "out-of-order", line: 54 },
    },
  ],
  workflow: [
    {
      name: "MinioUserEventHandler keeps the acknowledgement in a field",
      wrong: {
        Handler: (given: Workflow.MinioUserEventHandlerCollaborators) =>
          new (class extends MinioUserEventHandler {
            #ack: Workflow.KafkaListenerPort | undefined;
            override async eventToEntity(
              event: UserRegistered,
              ack: Workflow.KafkaListenerPort,
            ): Promise<void> {
              this.#ack = ack;
              await super.eventToEntity(event, ack);
            }
            protected override addMinioUserCompletable(
              entity: UserEntity,
              ack: Workflow.KafkaListenerPort,
            ): void {
              super.addMinioUserCompletable(entity, {
                acknowledge: async () => (this.#ack ?? ack).acknowledge(),
              });
            }
          })(given),
      },
      caught: { by: "interleaving", kind: "repeated", line: 51, only: true },
    },
    {
      name: "MinioUserEventHandler keeps the user in a field",
      wrong: {
        Handler: (given: Workflow.MinioUserEventHandlerCollaborators) =>
          new (class extends MinioUserEventHandler {
            #entity: UserEntity | undefined;
            protected override provideEntity(event: UserRegistered): UserEntity {
              this.#entity = super.provideEntity(event);
              return this.#entity;
            }
            protected override addMinioUserCompletable(
              entity: UserEntity,
              ack: Workflow.KafkaListenerPort,
            ): void {
              super.addMinioUserCompletable(this.#entity ?? entity, ack);
            }
          })(given),
      },
      caught: { by: "interleaving", kind: "wrong-argument", line: 47, only: true },
    },
    {
      name: "UserJpaRepository answers with the user whom it persisted first",
      wrong: {
        UserRepo: ({ db, actionStore }: Workflow.UserJpaRepositoryCollaborators) => {
          let persisted: UserEntity | undefined;
          return {
            async persistUser(entity: UserEntity): Promise<UserEntity> {
              await db.transaction(async () => {
                await db.insertUserAndEventLog(entity);
                await actionStore.addRegisterAction(entity);
              });
              persisted ??= entity;
              return persisted;
            },
            updateUser: async (entity: UserEntity): Promise<void> => db.updateUserEntity(persisted ?? entity),
          };
        },
      },
      caught: { by: "interleaving", kind: "wrong-argument", line: 49, only: true },
    },
    {
      name: "RequiredActionStore stores actions for its first user only",
      wrong: {
        ActionStore: ({ db }: Workflow.RequiredActionStoreCollaborators) => {
          let users = 0;
          return {
            async addRegisterAction(entity: UserEntity): Promise<void> {
              users += 1;
              if (users === 1) await db.insertRequiredActions(entity);
            },
            updateTask: (...args: Parameters<typeof db.updateRequiredAction>): Promise<void> =>
              db.updateRequiredAction(...args),
          };
        },
      },
      caught: { by: "interleaving", kind: "missing", line: 18 },
    },
  ],
};
