import { setImmediate as nextTurn } from "node:timers/promises";
import { caught, decodeJson, FatalError, InvalidPayloadError, sql } from "seqwright-runtime";
import {
  ImageUrls,
  JobData,
  NotFoundException,
  type GetJobStatusResponse,
  type JobStatusResponse,
} from "../../generated/content-이미지결과조회/messages.gen.ts";
import { ApiGateway } from "../../generated/content-이미지결과조회/api-gateway.handler.ts";
import type {
  ApiGatewayCollaborators,
  ContentControllerCollaborators,
  ContentServiceCollaborators,
  JobManagerCollaborators,
} from "../../generated/content-이미지결과조회/ports.gen.ts";
import { EventHandler } from "../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import { EventRepository } from "../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import {
  ContentCreated,
  type ImageUrls as Images,
} from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type {
  EventHandlerCollaborators,
  EventRepositoryCollaborators,
} from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { UserRegistered, type UserEntity } from "../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type {
  KafkaListenerPort,
  MinioUserEventHandlerCollaborators,
  RequiredActionStoreCollaborators,
  UserJpaRepositoryCollaborators,
} from "../../generated/workflow-engine/ports.gen.ts";
import { otherStyles } from "./another-way-styles.ts";
import { keepsNotes } from "./notes/another-way-notes.ts";
import { otherEventHandlers } from "./another-way-event.ts";
import { otherPollingHandlers } from "./another-way-polling.ts";
import { otherWorkflowHandlers } from "./another-way-workflow.ts";
import { event, polling, workflow, type AnotherWay } from "./right.ts";

const events: readonly AnotherWay[] = [
  {
    name: "EventHandler takes the event apart, and passes on what the schema has made of it",
    diagram: event,
    handlers: {
      Handler: ({ repo, cache }: EventHandlerCollaborators) => {
        const handler = {
          async onContentCreated(received: ContentCreated): Promise<void> {
            await handler.validateEvent(received);
            const { eventDraftId, imageUrls } = ContentCreated.parse(received);
            const { simple, fancy, trendy } = imageUrls;
            await repo.updateContentImages(eventDraftId, { trendy, fancy, simple });
            await cache.del(["event", "draft", eventDraftId].join(":"));
          },
          async validateEvent(received: ContentCreated): Promise<void> {
            const { success, error } = ContentCreated.safeParse(received);
            if (!success) throw InvalidPayloadError.from("이벤트", error);
          },
        };
        return handler;
      },
    },
  },
  {
    name: "EventHandler waits for things of its own between the steps",
    diagram: event,
    handlers: {
      Handler: ({ repo, cache }: EventHandlerCollaborators) =>
        new EventHandler({
          repo: {
            updateContentImages: async (eventDraftId: string, imageUrls: Images) => {
              await Promise.resolve();
              await repo.updateContentImages(eventDraftId, imageUrls);
              await nextTurn();
            },
          },
          cache: {
            del: async (...keys) => {
              for (let turn = 0; turn < 5; turn += 1) await nextTurn();
              return cache.del(...keys);
            },
          },
        }),
    },
  },
  {
    name: "EventHandler and EventRepository say what they attempted, with the error as its cause",
    diagram: event,
    handlers: {
      Handler: ({ repo, cache }: EventHandlerCollaborators) =>
        new EventHandler({
          repo: {
            updateContentImages: (...args) =>
              repo.updateContentImages(...args).catch(failed("images were not saved")),
          },
          cache: { del: (...keys) => cache.del(...keys).catch(failed("cache was not cleared")) },
        }),
      Repo: ({ db }: EventRepositoryCollaborators) =>
        new EventRepository({
          db: { query: (statement) => db.query(statement).catch(failed("UPDATE event_drafts")) },
        }),
    },
  },
  {
    name: "EventHandler has a queue, through which the first event works for all others",
    diagram: event,
    handlers: {
      Handler: (given: EventHandlerCollaborators) =>
        new (class extends EventHandler {
          readonly #waiting: (() => Promise<void>)[] = [];
          #works = false;

          override onContentCreated(received: ContentCreated): Promise<void> {
            const done = new Promise<void>((resolve, reject) => {
              this.#waiting.push(() => super.onContentCreated(received).then(resolve, reject));
            });
            if (!this.#works) void this.#work();
            return done;
          }

          async #work(): Promise<void> {
            this.#works = true;
            for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
              await next();
            this.#works = false;
          }
        })(given),
    },
  },
  {
    name: "EventRepository does one thing at a time, whoever asks, and counts",
    diagram: event,
    handlers: {
      Repo: (given: EventRepositoryCollaborators) =>
        new (class extends EventRepository {
          #last: Promise<unknown> = Promise.resolve();
          saved = 0;

          override async updateContentImages(eventDraftId: string, imageUrls: Images): Promise<void> {
            const mine = this.#last.then(() => super.updateContentImages(eventDraftId, imageUrls));
            this.#last = mine.catch(() => undefined);
            await mine;
            this.saved += 1;
          }
        })(given),
    },
  },
  {
    name: "EventRepository builds its statement from parts, and stores JSON text",
    diagram: event,
    handlers: {
      Repo: class {
        readonly #given: EventRepositoryCollaborators;

        constructor(given: EventRepositoryCollaborators) {
          this.#given = given;
        }

        updateContentImages(eventDraftId: string, imageUrls: Images): Promise<void> {
          return this.#run(this.#assignments(imageUrls), eventDraftId);
        }

        #assignments(imageUrls: Images) {
          return sql`content_images = ${JSON.stringify(imageUrls)}, updated_at = NOW()`;
        }

        async #run(assignments: ReturnType<typeof sql>, eventDraftId: string): Promise<void> {
          await this.#given.db.query(
            sql`UPDATE event_drafts SET ${assignments}\n WHERE event_draft_id = ${eventDraftId}`,
          );
        }

        static readonly build = (given: EventRepositoryCollaborators): object => new this(given);
      }.build,
    },
  },
];

const polls: readonly AnotherWay[] = [
  {
    name: "JobManager returns early instead of switching",
    diagram: polling,
    handlers: {
      JobMgr: ({ cache }: JobManagerCollaborators) => ({
        async getJobStatus(jobId: string): Promise<JobStatusResponse> {
          const text = await cache.get("job:" + jobId);
          if (!text) throw new NotFoundException("Job을 찾을 수 없습니다");
          const { status, eventDraftId } = JobData.parse(JSON.parse(text));
          if (status === "PENDING" || status === "PROCESSING") return { status: "PROCESSING", jobId };
          if (status === "FAILED") {
            const error = (await cache.get(`job:${jobId}:error`)) ?? "";
            return { error, status, jobId };
          }
          const imageUrls = decodeJson(ImageUrls, await cache.get(`content:image:${eventDraftId}`), "images");
          if (imageUrls === null) throw new FatalError("images of a completed job are missing");
          return { imageUrls, status, jobId };
        },
      }),
    },
  },
  {
    name: "ContentController looks its answers up in a table, and catches with try",
    diagram: polling,
    handlers: {
      Controller: ({ service }: ContentControllerCollaborators) => ({
        async getJobStatus(jobId: string): Promise<object> {
          const bodies = {
            COMPLETED: {},
            PROCESSING: { message: "이미지 생성 중입니다" },
            FAILED: { error: "이미지 생성 실패", message: "다시 시도해주세요" },
          } as const;
          try {
            const { status, ...found } = await service.getJobStatus(jobId);
            const images = "imageUrls" in found ? { imageUrls: found.imageUrls } : {};
            return { status: 200, body: { status, ...bodies[status], ...images } };
          } catch (error) {
            if (!(error instanceof NotFoundException)) throw error;
            return { status: 404, body: { code: "JOB_001", message: "Job을 찾을 수 없습니다" } };
          }
        },
      }),
    },
  },
  {
    name: "ContentService passes on what it gets, and rejects with a new exception of the same class",
    diagram: polling,
    handlers: {
      Service: ({ jobMgr }: ContentServiceCollaborators) => ({
        async getJobStatus(jobId: string): Promise<JobStatusResponse> {
          const found = await jobMgr.getJobStatus(jobId).catch(caught(NotFoundException));
          if (found instanceof NotFoundException)
            throw new NotFoundException(found.message, { cause: found });
          return found;
        },
      }),
    },
  },
  {
    name: "ApiGateway answers 400 to what is not valid, and 502 to what it cannot help",
    diagram: polling,
    handlers: {
      Gateway: ({ controller }: ApiGatewayCollaborators) => ({
        async getJobStatus(jobId: string): Promise<object> {
          if (typeof jobId !== "string" || jobId === "") return { status: 400, body: { message: "jobId?" } };
          const response = await controller.getJobStatus(jobId).catch((cause: unknown) => ({ cause }));
          if ("cause" in response) return { status: 502, body: { message: String(response.cause) } };
          return { headers: { "cache-control": "no-store" }, ...response };
        },
      }),
    },
  },
  {
    name: "ApiGateway waits for things of its own, and copies the answer",
    diagram: polling,
    handlers: {
      Gateway: ({ controller }: ApiGatewayCollaborators) =>
        new ApiGateway({
          controller: {
            async getJobStatus(jobId: string): Promise<GetJobStatusResponse> {
              await nextTurn();
              return structuredClone(await controller.getJobStatus(jobId));
            },
          },
        }),
    },
  },
];

let built = 0;

const workflows: readonly AnotherWay[] = [
  {
    name: "MinioUserEventHandler goes through a list of its own",
    diagram: workflow,
    handlers: {
      Handler: ({ userRepo, minioSvc, actionStore, background }: MinioUserEventHandlerCollaborators) => {
        built += 1;
        const pending = Array.from({ length: built % 4 });
        const handler = {
          async eventToEntity(received: UserRegistered, ack: KafkaListenerPort): Promise<void> {
            const { success, error, data } = UserRegistered.safeParse(received);
            if (!success) throw InvalidPayloadError.from("event", error);
            const entity = { ...data, active: true };
            await userRepo.persistUser(entity);
            handler.addMinioUserCompletable(entity, ack);
          },
          addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
            background.run("register", async () => {
              while (pending.length > 0) {
                await minioSvc.minioAddUserCompletableFuture(entity);
                await actionStore.updateTask(entity, "MINIO_ADD_USER", true);
                await minioSvc.createObjectPathCompletableFuture(entity);
                await actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
                pending.pop();
              }
              await userRepo.updateUser(entity);
              await ack.acknowledge();
            });
          },
        };
        return handler;
      },
    },
  },
  {
    name: "MinioUserEventHandler chains promises, and waits for things of its own",
    diagram: workflow,
    handlers: {
      Handler: (given: MinioUserEventHandlerCollaborators) =>
        new (class extends MinioUserEventHandler {
          protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
            given.background.run("register", () =>
              this.eachPendingActionFromDb(entity)
                .then((pending) =>
                  pending.reduce<Promise<void>>((before) => this.#after(before, entity), nextTurn()),
                )
                .then(() => given.userRepo.updateUser(entity))
                .then(() => nextTurn())
                .then(() => ack.acknowledge()),
            );
          }

          async #after(before: Promise<void>, entity: UserEntity): Promise<void> {
            await before;
            for (const [call, task] of this.#tasks) {
              await given.minioSvc[call](entity);
              await given.actionStore.updateTask(entity, task, true);
            }
          }

          readonly #tasks = [
            ["minioAddUserCompletableFuture", "MINIO_ADD_USER"],
            ["createObjectPathCompletableFuture", "MINIO_ADD_PATH"],
          ] as const;
        })(given),
    },
  },
  {
    name: "UserJpaRepository answers with a copy in which the user may be active",
    diagram: workflow,
    handlers: {
      UserRepo: ({ db, actionStore }: UserJpaRepositoryCollaborators) => ({
        persistUser: async (entity: UserEntity): Promise<UserEntity> => {
          return db.transaction(async () => {
            await db.insertUserAndEventLog({ ...entity });
            await actionStore.addRegisterAction(structuredClone(entity));
            return { ...entity, active: !entity.active };
          });
        },
        updateUser: (entity: UserEntity): Promise<void> => db.updateUserEntity(entity),
      }),
    },
  },
  {
    name: "RequiredActionStore says what it attempted, with the error as its cause",
    diagram: workflow,
    handlers: {
      ActionStore: ({ db }: RequiredActionStoreCollaborators) => ({
        addRegisterAction: (entity: UserEntity): Promise<void> =>
          db.insertRequiredActions(entity).catch(failed("INSERT RequiredAction")),
        updateTask: (...args: Parameters<typeof db.updateRequiredAction>): Promise<void> =>
          db.updateRequiredAction(...args).catch(failed("UPDATE RequiredAction")),
      }),
    },
  },
];

function failed(what: string): (cause: unknown) => never {
  return (cause) => {
    throw new Error(what, { cause: new AggregateError([new Error("something else"), cause]) });
  };
}

export const otherWays: readonly AnotherWay[] = [
  ...events,
  ...otherEventHandlers,
  ...polls,
  ...otherPollingHandlers,
  ...workflows,
  ...otherWorkflowHandlers,
  ...keepsNotes,
  ...otherStyles,
];
