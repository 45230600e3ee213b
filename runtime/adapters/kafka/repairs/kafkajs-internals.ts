import { createRequire } from "node:module";

const patched = Symbol.for("seqwright.kafkajs.patched");

/**
 * Repairs a class inside kafkajs, once, however many copies of this module are loaded. Nothing happens when this is
 * not the version that the repairs were made for, or when kafkajs has been bundled and its files cannot be found.
 */
export function patchPrototype(path: string, patch: (prototype: object) => void): void {
  const require = createRequire(import.meta.url);
  try {
    const { version } = require("kafkajs/package.json") as { readonly version: string };
    if (version !== "2.2.4") return;
    const { prototype } = require(`kafkajs/src/${path}`) as { readonly prototype: object };
    if (Object.hasOwn(prototype, patched)) return;
    patch(prototype);
    Object.defineProperty(prototype, patched, { value: true });
  } catch {
    // Not repaired: it works as kafkajs does by itself.
  }
}
