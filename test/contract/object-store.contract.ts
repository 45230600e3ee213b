import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { FatalError } from "../../runtime/errors/errors.ts";
import type { ObjectStore } from "../../runtime/ports/object-store.ts";

/** What every `ObjectStore` promises. `open` is called once. */
export function objectStoreContract(name: string, open: () => ObjectStore & AsyncDisposable): void {
  describe(`${name} as an object store`, () => {
    const objects = open();
    const text = (value: string): Uint8Array => new TextEncoder().encode(value);
    let bucket: string;

    afterAll(async () => {
      await objects[Symbol.asyncDispose]();
    });
    beforeEach(async () => {
      bucket = `test-${randomUUID()}`;
      await objects.createBucket(bucket);
    });

    test("a bucket is there once it is created, and may be created again", async () => {
      expect(await objects.bucketExists(bucket)).toBe(true);
      await objects.createBucket(bucket);
      expect(await objects.bucketExists(`${bucket}-not`)).toBe(false);
    });

    test.each([0, 1, 100_000])("an object of %i bytes comes back as it went", async (length) => {
      const body = Uint8Array.from({ length }, (_, index) => index % 251);
      // A view into a larger buffer, as parsers and pools hand them out.
      const surrounded = new Uint8Array([9, ...body, 9]).subarray(1, length + 1);
      await objects.put(bucket, "key", surrounded);
      expect(Buffer.compare((await objects.get(bucket, "key")) ?? Buffer.of(1, 2), body)).toBe(0);
      expect(await objects.stat(bucket, "key")).toMatchObject({ sizeBytes: length });
    });

    test("the last one put under a key counts, and its description with it", async () => {
      await objects.put(bucket, "key", text("first"));
      const before = await objects.stat(bucket, "key");
      await objects.put(bucket, "key", text("second"), { contentType: "text/plain" });
      const after = await objects.stat(bucket, "key");
      expect(after?.sizeBytes).toBe(6);
      expect(after?.etag).not.toBe(before?.etag);
      expect(after?.modifiedAt).toBeInstanceOf(Date);
      expect(Buffer.from((await objects.get(bucket, "key")) ?? []).toString()).toBe("second");
    });

    test("what is absent is undefined, and removing it succeeds", async () => {
      expect(await objects.get(bucket, "none")).toBe(undefined);
      expect(await objects.stat(bucket, "none")).toBe(undefined);
      await objects.remove(bucket, "none");
      await objects.put(bucket, "some", text("x"));
      await objects.remove(bucket, "some");
      expect(await objects.get(bucket, "some")).toBe(undefined);
    });

    test("a path is an empty object that ends in a slash, and may be created again", async () => {
      await objects.createPath(bucket, "alice/");
      await objects.createPath(bucket, "alice");
      expect(await objects.stat(bucket, "alice/")).toMatchObject({ sizeBytes: 0 });
      await objects.put(bucket, "alice/notes.txt", text("x"));
      expect(await objects.get(bucket, "alice/notes.txt")).toBeDefined();
    });

    test.each(["a b", "a+b", "a%20b", "a*b'()!~", "한국/어", "a?b#c&d=e", '<a>&"', "😀", "a;b:c@d$e,f"])(
      "a key may have any visible characters: %s",
      async (key) => {
        await objects.put(bucket, key, text(key));
        expect(Buffer.from((await objects.get(bucket, key)) ?? []).toString()).toBe(key);
        await objects.remove(bucket, key);
        expect(await objects.stat(bucket, key)).toBe(undefined);
      },
    );

    test.each([
      "",
      "/a",
      "a//b",
      "../a",
      "a/..",
      "a/./b",
      "a\nb",
      "a\\b",
      "\ud800",
      "x".repeat(300),
      "x/".repeat(600),
    ])("a key that could stand for another one, or for none, is refused: %j", async (key) => {
      await expect(objects.put(bucket, key, text("x"))).rejects.toThrow(FatalError);
      await expect(objects.get(bucket, key)).rejects.toThrow(FatalError);
    });

    test("a bucket that is missing or cannot be is fatal", async () => {
      for (const missing of [`${bucket}-not`, "A", "", "../x"]) {
        await expect(objects.put(missing, "key", text("x"))).rejects.toThrow(FatalError);
        await expect(objects.get(missing, "key")).rejects.toThrow(FatalError);
        await expect(objects.stat(missing, "key")).rejects.toThrow(FatalError);
        await expect(objects.remove(missing, "key")).rejects.toThrow(FatalError);
      }
      await expect(objects.createBucket("../x")).rejects.toThrow(FatalError);
    });
  });
}
