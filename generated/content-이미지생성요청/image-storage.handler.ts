import type { MinioAdmin, ObjectStore } from "seqwright-runtime";
import type { ImageStoragePort } from "./ports.gen.ts";

const bucket = "content-images";

/** MinIO content-images in diagrams/content-이미지생성요청.puml. Yours: fill in, change, extend. */
export class ImageStorage implements ImageStoragePort {
  protected readonly objects: ObjectStore;
  readonly #publicUrl: string;

  /** `CDN_URL` says where browsers find what is in the bucket. */
  constructor(
    { objects }: { readonly admin: MinioAdmin; readonly objects: ObjectStore },
    publicUrl: string = process.env["CDN_URL"] ?? "https://cdn.example.com",
  ) {
    this.objects = objects;
    this.#publicUrl = publicUrl;
  }

  /** putImage(jobId, style, image) */
  async putImage(jobId: string, style: string, image: string): Promise<string> {
    // The same job has the same names when it comes again: its images are replaced, and none is left over.
    const key = `${encodeURIComponent(jobId)}/${style}.png`;
    await this.objects.createBucket(bucket);
    await this.objects.put(bucket, key, Buffer.from(image, "base64"), { contentType: "image/png" });
    return [this.#publicUrl, bucket, ...key.split("/").map(encodeURIComponent)].join("/");
  }
}
