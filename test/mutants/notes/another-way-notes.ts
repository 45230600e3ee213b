import { setTimeout as sleep } from "node:timers/promises";
import { RetryableError } from "seqwright-runtime";
import { JobManager } from "../../../generated/content-이미지결과조회/job-manager.handler.ts";
import type * as Polling from "../../../generated/content-이미지결과조회/ports.gen.ts";
import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { EventHandlerCollaborators as Given } from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import type { UserEntity } from "../../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type * as Workflow from "../../../generated/workflow-engine/ports.gen.ts";
import { event, polling, workflow, type AnotherWay } from "../right.ts";

/** Waits for so long at most, and says so where that is not enough. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const given = new AbortController();
  const tooLong = sleep(ms, undefined, { signal: given.signal }).then(
    () => {
      throw new RetryableError(`it took longer than ${ms} ms`);
    },
    () => new Promise<never>(() => undefined),
  );
  return Promise.race([work, tooLong]).finally(() => given.abort());
}

/** Handlers that keep what notes promise, in another way than generated code does. */
export const keepsNotes: readonly AnotherWay[] = [
  {
    name: "EventHandler gives a save up that takes long, and clears nothing then",
    diagram: event,
    handlers: {
      Handler: ({ repo, cache }: Given) =>
        new EventHandler({
          repo: { updateContentImages: async (...args) => within(5_000, repo.updateContentImages(...args)) },
          cache,
        }),
    },
  },
  {
    name: "EventHandler counts in finally, whatever came of the save",
    diagram: event,
    handlers: {
      Handler: ({ repo, cache }: Given) => {
        let attempts = 0;
        return new EventHandler({
          repo: {
            async updateContentImages(...args) {
              try {
                await repo.updateContentImages(...args);
              } finally {
                attempts += 1;
              }
            },
          },
          cache: { del: async (key) => cache.del(key).then((deleted) => (attempts > 0 ? deleted : 0)) },
        });
      },
    },
  },
  {
    name: "JobManager gives a slow cache up with an error",
    diagram: polling,
    handlers: {
      JobMgr: ({ cache }: Polling.JobManagerCollaborators) =>
        new JobManager({ cache: { get: async (key) => within(1_000, cache.get(key)) } }),
    },
  },
  {
    name: "MinioUserEventHandler waits a moment before each action",
    diagram: workflow,
    handlers: {
      Handler: (given: Workflow.MinioUserEventHandlerCollaborators) =>
        new MinioUserEventHandler({
          ...given,
          minioSvc: {
            async minioAddUserCompletableFuture(entity: UserEntity) {
              await sleep(50);
              await given.minioSvc.minioAddUserCompletableFuture(entity);
            },
            createObjectPathCompletableFuture: async (entity: UserEntity) =>
              given.minioSvc.createObjectPathCompletableFuture(entity),
          },
        }),
    },
  },
];
