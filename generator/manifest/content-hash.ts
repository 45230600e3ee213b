import { hash } from "node:crypto";

/** A text without what checkouts and editors change: the byte order mark, and how lines end. */
export function normalised(text: string): string {
  const unmarked = text.startsWith("\uFEFF") ? text.slice(1) : text;
  return unmarked.includes("\r") ? unmarked.replaceAll(/\r\n?/g, "\n") : unmarked;
}

/** What stands for a file's content: 22 characters of base64url, 132 bits of the SHA-256 of the normalised text. */
export function contentHash(text: string): string {
  return hash("sha256", normalised(text), "base64url").slice(0, 22);
}
