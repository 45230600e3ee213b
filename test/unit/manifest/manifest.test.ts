import { expect, test } from "vitest";
import { contentHash } from "../../../generator/manifest/content-hash.ts";
import { type DiagramRecord, recordedHashes } from "../../../generator/manifest/manifest.ts";
import { printManifest } from "../../../generator/manifest/print-manifest.ts";
import { readManifest } from "../../../generator/manifest/read-manifest.ts";

const record = (folder: string, hash: string): DiagramRecord => ({
  folder,
  source: `diagrams/${folder}.puml`,
  inputs: { text: "t", settings: "s", generator: "1" },
  arrows: [{ id: "A → B: buy", from: "A", to: "B" }],
  promises: [{ promise: "3 retries", kind: "retry", terms: '{"retriesMax":3}' }],
  files: new Map([[`${folder}/ports.gen.ts`, [hash]]]),
  handlers: new Map([
    [
      `${folder}/b.handler.ts`,
      {
        participant: "B",
        className: "B",
        members: [
          { name: "<head>", of: [], text: "export class B {\n" },
          { name: "buy", of: ["A → B: buy"], text: "  buy() {}\n", offered: "h" },
          { name: "sell", of: ["A → B: sell"], text: "  sell() {}\n", gone: true },
        ],
      },
    ],
  ]),
});

test("what is printed is read again, in whatever order it is given", () => {
  const [shop, store] = [record("shop", "1"), record("가게", "2")];
  const text = printManifest([store, shop]);
  expect(text).toBe(printManifest([shop, store]));
  expect([...readManifest(text).diagrams.values()]).toEqual([shop, store]);
  expect([...readManifest(text.replaceAll("\n", "\r\n")).diagrams.values()]).toEqual([shop, store]);
});

test("both sides of a merge that git left to a person count, and what is no entry is passed over", () => {
  const ours = printManifest([record("shop", "1")]);
  const theirs = printManifest([record("shop", "2")]);
  const conflict = `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n{"file":"x/y.ts"\nnull\n[]\n`;
  const read = readManifest(conflict);
  expect(read.hasConflicts).toBe(true);
  expect(recordedHashes(read, "shop/ports.gen.ts")).toEqual(["1", "2"]);
  expect(read.diagrams.get("shop")?.handlers.get("shop/b.handler.ts")?.members).toHaveLength(3);
  expect(readManifest(ours).hasConflicts).toBe(false);
});

test("neither line ends nor a byte order mark change a hash, and everything else does", () => {
  const hash = contentHash("a\nb\n");
  expect([contentHash("a\r\nb\r\n"), contentHash("\uFEFFa\nb\n")]).toEqual([hash, hash]);
  expect(contentHash("a\nb")).not.toBe(hash);
  expect(hash).toMatch(/^[\w-]{22}$/);
});
