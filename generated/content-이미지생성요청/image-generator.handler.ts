import type {
  ImageApiPort,
  ImageGeneratorCollaborators,
  ImageGeneratorPort,
  ImageStoragePort,
} from "./ports.gen.ts";

/** ImageGenerator in diagrams/content-이미지생성요청.puml. Yours: fill in, change, extend. */
export class ImageGenerator implements ImageGeneratorPort {
  readonly #imageApi: ImageApiPort;
  readonly #storage: ImageStoragePort;

  constructor({ imageApi, storage }: ImageGeneratorCollaborators) {
    this.#imageApi = imageApi;
    this.#storage = storage;
  }

  /**
   * simple = generateImage(jobId, prompt, "simple")
   * fancy = generateImage(jobId, prompt, "fancy")
   * trendy = generateImage(jobId, prompt, "trendy")
   */
  async generateImage(
    jobId: string,
    prompt: string,
    style: "simple" | "fancy" | "trendy",
  ): Promise<string | null> {
    const response = await this.#imageApi.createImage({ prompt, style });
    if (response.status === 201) {
      return this.#storage.putImage(jobId, style, response.body.image);
    }
    return null;
  }
}
