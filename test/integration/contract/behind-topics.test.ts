import { expect, test } from "vitest";
import { ContentService } from "../../../generated/content-이미지생성요청/content-service.handler.ts";
import { ImageWorker } from "../../../generated/content-이미지생성요청/image-worker.handler.ts";
import type { ImageJobRequested } from "../../../generated/content-이미지생성요청/messages.gen.ts";
import type {
  ContentServiceCollaborators,
  ImageWorkerCollaborators,
} from "../../../generated/content-이미지생성요청/ports.gen.ts";
import { FatalError } from "../../../runtime/errors/errors.ts";
import { systemReport } from "./system-contract.ts";

// Two requests lead to one event, which the same diagram handles.
const diagram = "content-이미지생성요청";
const settings = { runs: 6 };

/** The worker's way through an event, changed by `around`. */
const workerThat = (around: (work: () => Promise<void>) => Promise<void>) => ({
  Worker: (given: ImageWorkerCollaborators) =>
    new (class extends ImageWorker {
      override async onImageJobRequested(event: ImageJobRequested): Promise<void> {
        await around(() => super.onImageJobRequested(event));
      }
    })(given),
});

test("an error that is forgotten behind a topic is caught, though the request was answered well", async () => {
  const components = workerThat((work) => work().catch(() => undefined));
  const report = await systemReport(diagram, "fatal-fault", { components, settings });
  expect(report).toMatch(/fatal fault, once, at line \d+/);
  expect(report).toMatch(/did not become a dead letter|was answered although/);
});

test("a worker behind a topic that gives up what may pass is caught", async () => {
  const components = workerThat((work) =>
    work().catch((cause: unknown) => Promise.reject(new FatalError("no image", { cause }))),
  );
  const report = await systemReport(diagram, "transient-fault", { components, settings });
  expect(report).toContain("the event became a dead letter after 1 tries");
});

test("a worker behind a topic that does not wait for its work is caught: its event is committed too early", async () => {
  const components = workerThat((work) => {
    work().catch(() => undefined);
    return Promise.resolve();
  });
  const report = await systemReport(diagram, "acknowledgement", { components, settings });
  expect(report).toMatch(/the offset of line \d+ .* was committed while the server was still at work/);
});

test("a service that publishes nothing for one of two requests is caught", async () => {
  class Quiet extends ContentService {
    constructor(given: ContentServiceCollaborators) {
      let published = 0;
      const { jobTopic } = given;
      super({
        ...given,
        jobTopic: {
          publishImageJobRequested: async (event) => {
            published += 1;
            if (published % 2 === 1) await jobTopic.publishImageJobRequested(event);
          },
        },
      });
    }
  }
  const components = { Service: (given: ContentServiceCollaborators) => new Quiet(given) };
  const report = await systemReport(diagram, "order", { components, settings });
  expect(report).toMatch(/line \d+ .*ImageJobRequested/);
});

test("a worker that asks for one image after the other, though a try has failed meanwhile, is right", async () => {
  const queued = ({ generator, ...given }: ImageWorkerCollaborators): ImageWorkerCollaborators => {
    let last: Promise<unknown> = Promise.resolve();
    return {
      ...given,
      generator: {
        generateImage(...args) {
          const image = last.then(() => generator.generateImage(...args));
          last = image.catch(() => undefined);
          return image;
        },
      },
    };
  };
  const components = { Worker: (given: ImageWorkerCollaborators) => new ImageWorker(queued(given)) };
  expect(await systemReport(diagram, "transient-fault", { components, settings })).toBeUndefined();
});
