import { setTimeout } from "node:timers/promises";
import { NotImplementedError } from "seqwright-runtime";
import { JobManager } from "../../generated/content-이미지결과조회/job-manager.handler.ts";
import {
  type JobStatusResponse,
  NotFoundException,
} from "../../generated/content-이미지결과조회/messages.gen.ts";
import type {
  JobManagerCollaborators,
  JobManagerPort,
} from "../../generated/content-이미지결과조회/ports.gen.ts";
import { EventHandler } from "../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated } from "../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type { JsonValue, UserEntity } from "../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type {
  KafkaListenerPort,
  MinioUserEventHandlerCollaborators,
  UserJpaRepositoryCollaborators,
} from "../../generated/workflow-engine/ports.gen.ts";
import { UserJpaRepository } from "../../generated/workflow-engine/user-jpa-repository.handler.ts";
import type { EventHandlerCollaborators } from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";

/** Drops the draft from the cache before the database has it. */
export class HastyEventHandler extends EventHandler {
  readonly #collaborators: EventHandlerCollaborators;

  constructor(collaborators: EventHandlerCollaborators) {
    super(collaborators);
    this.#collaborators = collaborators;
  }

  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.#collaborators.cache.del(`event:draft:${event.eventDraftId}`);
    await this.#collaborators.repo.updateContentImages(event.eventDraftId, event.imageUrls);
  }
}

/** Does not wait until it is validated what it saves. */
export class UnwaitingEventHandler extends EventHandler {
  readonly #collaborators: EventHandlerCollaborators;

  constructor(collaborators: EventHandlerCollaborators) {
    super(collaborators);
    this.#collaborators = collaborators;
  }

  override async onContentCreated(event: ContentCreated): Promise<void> {
    const validated = this.validateEvent(event);
    await this.#collaborators.repo.updateContentImages(event.eventDraftId, event.imageUrls);
    await validated;
    await this.#collaborators.cache.del(`event:draft:${event.eventDraftId}`);
  }
}

/** Drops the draft from the cache when it could not be saved, to be on the safe side. */
export class SafeSideEventHandler extends EventHandler {
  readonly #cache: EventHandlerCollaborators["cache"];

  constructor(collaborators: EventHandlerCollaborators) {
    super(collaborators);
    this.#cache = collaborators.cache;
  }

  override async onContentCreated(event: ContentCreated): Promise<void> {
    try {
      await super.onContentCreated(event);
    } catch (error) {
      await this.#cache.del(`event:draft:${event.eventDraftId}`);
      throw error;
    }
  }
}

/** Saves the images of another draft: a space is lost on the way. */
export class TrimmingEventHandler extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await super.onContentCreated({ ...event, eventDraftId: event.eventDraftId.trim() });
  }
}

/** Keeps the event in a field, where the next one takes its place. */
export class AbsentMindedEventHandler extends EventHandler {
  readonly #cache: EventHandlerCollaborators["cache"];
  readonly #repo: EventHandlerCollaborators["repo"];
  #event: ContentCreated | undefined;

  constructor(collaborators: EventHandlerCollaborators) {
    super(collaborators);
    this.#cache = collaborators.cache;
    this.#repo = collaborators.repo;
  }

  override async onContentCreated(event: ContentCreated): Promise<void> {
    this.#event = event;
    await this.validateEvent(event);
    await this.#repo.updateContentImages(event.eventDraftId, event.imageUrls);
    await this.#cache.del(`event:draft:${this.#event.eventDraftId}`);
  }
}

/** Takes an event for dealt with before it is. */
export class ForgetfulEventHandler extends EventHandler {
  readonly #seen = new Set<string>();

  override async onContentCreated(event: ContentCreated): Promise<void> {
    const id = JSON.stringify(event);
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    await super.onContentCreated(event);
  }
}

/** Believes whatever it is sent. */
export class TrustingEventHandler extends EventHandler {
  protected override async validateEvent(): Promise<void> {}
}

/** Nobody has filled in its validation yet. */
export class UnfinishedEventHandler extends EventHandler {
  protected override async validateEvent(event: ContentCreated): Promise<void> {
    throw new NotImplementedError("EventHandler.validateEvent", { event });
  }
}

/** Answers that every job is being worked on, and never looks further. */
export class HopefulJobManager implements JobManagerPort {
  readonly #cache: JobManagerCollaborators["cache"];

  constructor({ cache }: JobManagerCollaborators) {
    this.#cache = cache;
  }

  async getJobStatus(jobId: string): Promise<JobStatusResponse> {
    await this.#cache.get(`job:${jobId}`);
    return { jobId, status: "PROCESSING" };
  }
}

/** Takes a cache that is slow for one that knows nothing. */
export class ImpatientJobManager extends JobManager {
  constructor({ cache }: JobManagerCollaborators) {
    super({ cache: { get: async (key) => Promise.race([cache.get(key), setTimeout(2_000, null)]) } });
  }
}

/** Answers from memory for a minute. */
export class MemorisingJobManager extends JobManager {
  readonly #known = new Map<string, { readonly at: number; readonly status: JobStatusResponse }>();

  override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
    const before = this.#known.get(jobId);
    if (before !== undefined && Date.now() - before.at < 60_000) return before.status;
    const status = await super.getJobStatus(jobId);
    this.#known.set(jobId, { at: Date.now(), status });
    return status;
  }
}

/** Says that there is no such job when it could not ask. */
export class ForgetfulJobManager extends JobManager {
  override async getJobStatus(jobId: string): Promise<JobStatusResponse> {
    try {
      return await super.getJobStatus(jobId);
    } catch {
      throw new NotFoundException("Job을 찾을 수 없습니다");
    }
  }
}

/** Takes it that nothing is pending. */
export class IdleMinioHandler extends MinioUserEventHandler {
  protected override async eachPendingActionFromDb(): Promise<JsonValue[]> {
    return [];
  }
}

/** Takes what is pending from a field that no user has. */
export class StumblingMinioHandler extends MinioUserEventHandler {
  protected override async eachPendingActionFromDb(entity: UserEntity): Promise<JsonValue[]> {
    const { actions } = entity as UserEntity & { readonly actions: readonly JsonValue[] };
    return actions.filter((action) => action !== null);
  }
}

/** Leaves a user without actions when it stops halfway: it has forgotten the transaction. */
export class HalfwayUserRepository extends UserJpaRepository {
  readonly #collaborators: UserJpaRepositoryCollaborators;

  constructor(collaborators: UserJpaRepositoryCollaborators) {
    super(collaborators);
    this.#collaborators = collaborators;
  }

  override async persistUser(entity: UserEntity): Promise<UserEntity> {
    await this.#collaborators.db.insertUserAndEventLog(entity);
    await this.#collaborators.actionStore.addRegisterAction(entity);
    return entity;
  }
}

/** Says that all is done when it could not find out what there was to do. */
export class CarefreeEventHandler extends MinioUserEventHandler {
  readonly #collaborators: MinioUserEventHandlerCollaborators;

  constructor(collaborators: MinioUserEventHandlerCollaborators) {
    super(collaborators);
    this.#collaborators = collaborators;
  }

  protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
    const { background, minioSvc, actionStore, userRepo } = this.#collaborators;
    background.run("register", async () => {
      for (const _ of await this.eachPendingActionFromDb(entity).catch(() => [])) {
        await minioSvc.minioAddUserCompletableFuture(entity);
        await actionStore.updateTask(entity, "MINIO_ADD_USER", true);
        await minioSvc.createObjectPathCompletableFuture(entity);
        await actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
      }
      await userRepo.updateUser(entity);
      await ack.acknowledge();
    });
  }
}
