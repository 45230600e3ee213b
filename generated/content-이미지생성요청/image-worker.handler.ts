import { parse } from "seqwright-runtime";
import { ImageJobRequested, type ImageUrls } from "./messages.gen.ts";
import type {
  EventTopicPort,
  ImageGeneratorPort,
  ImageWorkerCollaborators,
  ImageWorkerPort,
  JobManagerPort,
  RedisCachePort,
} from "./ports.gen.ts";

/** ImageWorker in diagrams/content-이미지생성요청.puml. Yours: fill in, change, extend. */
export class ImageWorker implements ImageWorkerPort {
  readonly #jobMgr: JobManagerPort;
  readonly #generator: ImageGeneratorPort;
  readonly #cache: RedisCachePort;
  readonly #eventTopic: EventTopicPort;

  constructor({ jobMgr, generator, cache, eventTopic }: ImageWorkerCollaborators) {
    this.#jobMgr = jobMgr;
    this.#generator = generator;
    this.#cache = cache;
    this.#eventTopic = eventTopic;
  }

  /** ImageJobRequested 이벤트 수신 {jobId, eventDraftId, createdAt, prompt} */
  async onImageJobRequested(event: ImageJobRequested): Promise<void> {
    parse(ImageJobRequested, event, "event");
    await this.#jobMgr.startJob(event.jobId, event.eventDraftId, event.createdAt);
    const [simple, fancy, trendy] = await Promise.all([
      this.#generator.generateImage(event.jobId, event.prompt, "simple"),
      this.#generator.generateImage(event.jobId, event.prompt, "fancy"),
      this.#generator.generateImage(event.jobId, event.prompt, "trendy"),
    ]);
    if (simple !== null && fancy !== null && trendy !== null) {
      const imageUrls = await this.imageUrlsOf(simple, fancy, trendy);
      await this.#cache.set(`content:image:${event.eventDraftId}`, JSON.stringify(imageUrls), {
        ttlSeconds: 604800,
      });
      await this.#eventTopic.publishContentCreated({
        jobId: event.jobId,
        eventDraftId: event.eventDraftId,
        imageUrls,
      });
      await this.#jobMgr.completeJob(event.jobId, event.eventDraftId, event.createdAt);
    } else {
      await this.#jobMgr.failJob(event.jobId, event.eventDraftId, event.createdAt);
    }
  }

  /** imageUrls = imageUrlsOf(simple, fancy, trendy) */
  protected async imageUrlsOf(simple: string, fancy: string, trendy: string): Promise<ImageUrls> {
    return { simple, fancy, trendy };
  }
}
