import { setTimeout as sleep } from "node:timers/promises";
import type { ComponentFactories } from "../../../runtime/contract/index.ts";
import { ContentService } from "../../../generated/content-이미지결과조회/content-service.handler.ts";
import { JobManager } from "../../../generated/content-이미지결과조회/job-manager.handler.ts";
import type {
  ContentServiceCollaborators,
  JobManagerCollaborators,
} from "../../../generated/content-이미지결과조회/ports.gen.ts";
import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type { EventHandlerCollaborators as Given } from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type { MinioUserEventHandlerCollaborators } from "../../../generated/workflow-engine/ports.gen.ts";
import { event, polling, workflow, type Fulfilled } from "../right.ts";

/** A wrong handler that no property of the protocol level catches yet, and why not. */
export interface OpenMutant {
  readonly name: string;
  readonly diagram: Fulfilled;
  readonly wrong: ComponentFactories;
  readonly why: string;
}

/** What is known to be missed: this list is to become shorter. What is caught one day moves to the others. */
export const openMutants: readonly OpenMutant[] = [
  {
    name: "EventHandler goes on when the save takes longer than a second",
    diagram: event,
    wrong: {
      Handler: ({ repo, cache }: Given) =>
        new EventHandler({
          repo: {
            updateContentImages: async (...args) =>
              Promise.race([repo.updateContentImages(...args), sleep(1_000, undefined)]),
          },
          cache,
        }),
    },
    why: "The script answers before any time passes.",
  },
  {
    name: "EventHandler validates once, and trusts the next event",
    diagram: event,
    wrong: {
      Handler: (given: Given) =>
        new (class extends EventHandler {
          #isKnown = false;
          protected override async validateEvent(event: ContentCreated): Promise<void> {
            if (!this.#isKnown) await super.validateEvent(event);
            this.#isKnown = true;
          }
        })(given),
    },
    why: "Bad input is tried as the first input of a component only.",
  },
  {
    name: "ContentService answers PROCESSING when the job manager takes longer than a second",
    diagram: polling,
    wrong: {
      Service: ({ jobMgr }: ContentServiceCollaborators) =>
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
    why: "The script answers before any time passes.",
  },
  {
    name: "JobManager keeps the images of a draft",
    diagram: polling,
    wrong: {
      JobMgr: ({ cache }: JobManagerCollaborators) => {
        const images = new Map<string, string | null>();
        return new JobManager({
          cache: {
            async get(key) {
              if (!key.startsWith("content:image:")) return cache.get(key);
              const found = images.get(key) ?? (await cache.get(key));
              images.set(key, found);
              return found;
            },
          },
        });
      },
    },
    why: "Two jobs of one draft, both completed, are hardly ever drawn.",
  },
  {
    name: "MinioUserEventHandler gives an action up after a second",
    diagram: workflow,
    wrong: {
      Handler: (given: MinioUserEventHandlerCollaborators) =>
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
    why: "The script answers before any time passes.",
  },
];
