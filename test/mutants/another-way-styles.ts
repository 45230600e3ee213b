import { decodeJson, decodeStoredJson, FatalError, parse, sql, z } from "seqwright-runtime";
import { EventHandler } from "../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated, ImageUrls } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type * as Event from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import {
  type GetJobStatusResponse,
  ImageUrls as Images,
  JobData,
  type JobStatusResponse,
  NotFoundException,
} from "../../generated/content-이미지결과조회/messages.gen.ts";
import type * as Polling from "../../generated/content-이미지결과조회/ports.gen.ts";
import type { UserEntity } from "../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type * as Workflow from "../../generated/workflow-engine/ports.gen.ts";
import type { ComponentFactories } from "../../runtime/contract/index.ts";
import { event, polling, workflow, type AnotherWay } from "./right.ts";

type Given = Workflow.MinioUserEventHandlerCollaborators;
type Acknowledges = Workflow.KafkaListenerPort;
type Round = (entity: UserEntity) => Promise<void>;

/** A handler that goes through what is pending like this. */
const goingThrough = (
  all: (pending: readonly unknown[], round: () => Promise<void>) => Promise<void>,
): ComponentFactories => ({
  Handler: (given: Given) =>
    new (class extends MinioUserEventHandler {
      protected override addMinioUserCompletable(entity: UserEntity, ack: Acknowledges): void {
        const { minioSvc, actionStore, userRepo, background } = given;
        const round: Round = async (user) => {
          await minioSvc.minioAddUserCompletableFuture(user);
          await actionStore.updateTask(user, "MINIO_ADD_USER", true);
          await minioSvc.createObjectPathCompletableFuture(user);
          await actionStore.updateTask(user, "MINIO_ADD_PATH", true);
        };
        background.run("addMinioUserCompletable", async () => {
          await all(await this.eachPendingActionFromDb(entity), async () => round(entity));
          await userRepo.updateUser(entity);
          await ack.acknowledge();
        });
      }
    })(given),
});

/** Styles that differ from the generated code, and do what is drawn. */
export const otherStyles: readonly AnotherWay[] = [
  {
    name: "MinioUserEventHandler goes through its actions with reduce",
    diagram: workflow,
    handlers: goingThrough(async (pending, round) =>
      pending.reduce<Promise<void>>(async (before) => {
        await before;
        await round();
      }, Promise.resolve()),
    ),
  },
  {
    name: "MinioUserEventHandler takes one action after the other out of a queue",
    diagram: workflow,
    handlers: goingThrough(async (pending, round) => {
      const queue = [...pending];
      while (queue.shift() !== undefined) await round();
    }),
  },
  {
    name: "MinioUserEventHandler goes through its actions by itself, one call for each",
    diagram: workflow,
    handlers: goingThrough(async function next([first, ...others], round): Promise<void> {
      if (first === undefined) return;
      await round();
      await next(others, round);
    }),
  },
  {
    name: "MinioUserEventHandler filters what is pending by what it is",
    diagram: workflow,
    handlers: {
      Handler: (given: Given) =>
        new (class extends MinioUserEventHandler {
          protected override async eachPendingActionFromDb(entity: UserEntity) {
            const pending = await super.eachPendingActionFromDb(entity);
            return pending.filter((action) => action !== null);
          }
        })(given),
    },
  },
  {
    name: "UserJpaRepository and RequiredActionStore are plain objects",
    diagram: workflow,
    handlers: {
      UserRepo: ({ db, actionStore }: Workflow.UserJpaRepositoryCollaborators) => ({
        persistUser: async (entity: UserEntity) =>
          db.transaction(async () => {
            await db.insertUserAndEventLog(entity);
            await actionStore.addRegisterAction(entity);
            return entity;
          }),
        updateUser: async (entity: UserEntity) => db.updateUserEntity(entity),
      }),
      ActionStore: ({ db }: Workflow.RequiredActionStoreCollaborators) => ({
        addRegisterAction: async (entity: UserEntity) => db.insertRequiredActions(entity),
        updateTask: async (...args: Parameters<Workflow.DbPort["updateRequiredAction"]>) =>
          db.updateRequiredAction(...args),
      }),
    },
  },
  {
    name: "EventHandler does its steps as promises that follow each other",
    diagram: event,
    handlers: {
      Handler: ({ repo, cache }: Event.EventHandlerCollaborators) =>
        new (class extends EventHandler {
          override onContentCreated(received: ContentCreated): Promise<void> {
            return this.validateEvent(received)
              .then(async () => repo.updateContentImages(received.eventDraftId, received.imageUrls))
              .then(async () => cache.del(["event", "draft", received.eventDraftId].join(":")))
              .then(() => undefined);
          }
        })({ repo, cache }),
    },
  },
  {
    name: "EventRepository asks for the row that it has changed",
    diagram: event,
    handlers: {
      Repo: ({ db }: Event.EventRepositoryCollaborators) => ({
        async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
          const { rows, rowCount } = await db.query(
            sql`UPDATE event_drafts SET content_images = ${imageUrls}, updated_at = NOW() WHERE event_draft_id = ${eventDraftId} RETURNING event_draft_id`,
          );
          if (rows.length + rowCount === 0) throw new FatalError(`no draft ${eventDraftId}`);
        },
      }),
    },
  },
  {
    name: "JobManager has a private method for each status, and constants for its keys",
    diagram: polling,
    handlers: {
      JobMgr: ({ cache }: Polling.JobManagerCollaborators) =>
        new (class {
          readonly #key = (id: string, ...more: readonly string[]): string => ["job", id, ...more].join(":");

          async getJobStatus(jobId: string): Promise<JobStatusResponse> {
            const job = decodeJson(JobData, await cache.get(this.#key(jobId)), "job");
            if (job === null) throw new NotFoundException("Job을 찾을 수 없습니다");
            if (job.status === "FAILED") return this.#failed(jobId);
            return job.status === "COMPLETED"
              ? this.#completed(jobId, job.eventDraftId)
              : { jobId, status: "PROCESSING" };
          }

          async #failed(jobId: string): Promise<JobStatusResponse> {
            const error = parse(z.string(), await cache.get(this.#key(jobId, "error")), "error");
            return { jobId, status: "FAILED", error };
          }

          async #completed(jobId: string, eventDraftId: string): Promise<JobStatusResponse> {
            const text = await cache.get(`content:image:${eventDraftId}`);
            return { jobId, status: "COMPLETED", imageUrls: decodeStoredJson(Images, text, "images") };
          }
        })(),
    },
  },
  {
    name: "ContentService and ApiGateway are one function each",
    diagram: polling,
    handlers: {
      Service: ({ jobMgr }: Polling.ContentServiceCollaborators) => ({
        getJobStatus: async (jobId: string): Promise<JobStatusResponse> => {
          const { jobId: _, ...found } = await jobMgr.getJobStatus(jobId);
          return found;
        },
      }),
      Gateway: ({ controller }: Polling.ApiGatewayCollaborators) => ({
        getJobStatus: async (jobId: string): Promise<GetJobStatusResponse> =>
          controller.getJobStatus(parse(z.string().min(1), jobId, "jobId")),
      }),
    },
  },
];
