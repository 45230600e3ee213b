import { setTimeout as sleep } from "node:timers/promises";
import { ContentService } from "../../../generated/content-이미지결과조회/content-service.handler.ts";
import { JobManager } from "../../../generated/content-이미지결과조회/job-manager.handler.ts";
import type * as Polling from "../../../generated/content-이미지결과조회/ports.gen.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type * as Workflow from "../../../generated/workflow-engine/ports.gen.ts";
import { RequiredActionStore } from "../../../generated/workflow-engine/required-action-store.handler.ts";
import type { Mutant } from "../mutant.ts";

/** Handlers that are right as long as whoever they ask is fast. */
export const lateAnswers: Readonly<Record<"polling" | "workflow", readonly Mutant[]>> = {
  polling: [
    {
      name: "ContentService answers PROCESSING when the job manager takes longer than a second",
      wrong: {
        Service: ({ jobMgr }: Polling.ContentServiceCollaborators) =>
          new ContentService({
            jobMgr: {
              getJobStatus: async (jobId) =>
                Promise.race([
                  jobMgr.getJobStatus(jobId),
                  sleep(1_000, { jobId, status: "PROCESSING" as const }),
                ]),
            },
          }),
      },
      caught: { by: "late-answer", kind: "out-of-order", line: 68, only: true },
    },
    {
      name: "JobManager takes a slow cache for one that knows nothing",
      wrong: {
        JobMgr: ({ cache }: Polling.JobManagerCollaborators) =>
          new JobManager({
            cache: { get: async (key) => Promise.race([cache.get(key), sleep(5_000, null)]) },
          }),
      },
      caught: { by: "late-answer", kind: "out-of-order", line: 112, only: true },
    },
  ],
  workflow: [
    {
      name: "MinioUserEventHandler gives an action up after a second",
      wrong: {
        Handler: (given: Workflow.MinioUserEventHandlerCollaborators) =>
          new MinioUserEventHandler({
            ...given,
            minioSvc: {
              minioAddUserCompletableFuture: async (entity) =>
                Promise.race([given.minioSvc.minioAddUserCompletableFuture(entity), sleep(1_000, undefined)]),
              createObjectPathCompletableFuture: async (entity) =>
                given.minioSvc.createObjectPathCompletableFuture(entity),
            },
          }),
      },
      caught: { by: "late-answer", kind: "out-of-order", line: 33, only: true },
    },
    {
      name: "RequiredActionStore asks once more when the database is slow",
      wrong: {
        ActionStore: ({ db }: Workflow.RequiredActionStoreCollaborators) =>
          new (class extends RequiredActionStore {
            override async updateTask(
              ...[entity, task, done]: Parameters<RequiredActionStore["updateTask"]>
            ): Promise<void> {
              const first = db.updateRequiredAction(entity, task, done);
              const slow = await Promise.race([first, sleep(3_000, "slow")]);
              if (slow === "slow") await db.updateRequiredAction(entity, task, done);
            }
          })({ db }),
      },
      caught: { by: "late-answer", kind: "out-of-order", line: 35, only: true },
      together: { line: 43 },
    },
  ],
};
