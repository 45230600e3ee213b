import { FatalError, parse, RetryableError } from "seqwright-runtime";
import { CreateImageResponse, type PostImagesRequest } from "./messages.gen.ts";
import { mockImage } from "./mock-image.ts";
import type { ImageApiPort } from "./ports.gen.ts";

/** Image API in diagrams/content-이미지생성요청.puml. Yours: fill in, change, extend. */
export class ImageApi implements ImageApiPort {
  readonly #url: string;

  /** `IMAGE_API_URL` says where the service is; `mock:` makes images up, without asking anybody. */
  constructor(url: string = process.env["IMAGE_API_URL"] ?? "") {
    this.#url = url;
  }

  /** POST /v1/images {prompt, style} */
  async createImage(body: PostImagesRequest): Promise<CreateImageResponse> {
    if (this.#url === "") throw new FatalError("IMAGE_API_URL does not say where the image service is");
    if (this.#url === "mock:") return mockImage(body);
    const { status, text } = await ask(new URL("/v1/images", this.#url), body);
    if (status === 408 || status === 429 || status >= 500)
      throw new RetryableError(`the image service answered ${status}`);
    if (status !== 201 && status !== 422) throw new FatalError(`the image service answered ${status}`);
    return parse(CreateImageResponse, { status, body: jsonOf(text) }, "answer of the image service");
  }
}

const patienceMs = 20_000;

/** Whatever keeps an answer from coming may be over when it is asked for again. */
async function ask(
  url: URL,
  body: PostImagesRequest,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new RetryableError("the image service could not be reached", { cause: error });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RetryableError("the image service answered something else than JSON", { cause: error });
  }
}
