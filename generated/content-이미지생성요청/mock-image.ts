import type { CreateImageResponse, PostImagesRequest } from "./messages.gen.ts";

/** What it refuses, as real services refuse what their rules forbid. */
export const refusedWord = "금지";

/** In the place of the image service: a PNG of one pixel, of a colour for each style; the same for the same request. */
export function mockImage({ prompt, style }: PostImagesRequest): CreateImageResponse {
  const image = pixels[style];
  if (image === undefined) return { status: 422, body: { error: `there is no style "${style}"` } };
  if (prompt.includes(refusedWord))
    return { status: 422, body: { error: `prompts with "${refusedWord}" are refused` } };
  return { status: 201, body: { image } };
}

const pixels: Readonly<Record<string, string>> = {
  simple: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNoaGgAAAMEAYF1LgG8AAAAAElFTkSuQmCC",
  fancy: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4f50BAASvAdf+LcOSAAAAAElFTkSuQmCC",
  trendy: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mN41/QOAATAAl+FbVDLAAAAAElFTkSuQmCC",
};
