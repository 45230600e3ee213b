import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diagramFileName } from "../../../runtime/contract/beside/diagram-file-name.ts";
import { KeptCases } from "../../../runtime/contract/beside/kept-cases.ts";
import { keptFirst } from "../../../runtime/contract/check/kept-first.ts";
import type { Finding } from "../../../runtime/contract/check/property.ts";
import { settingsFor } from "../../../runtime/contract/check/settings.ts";
import { nothingToSay } from "../../../runtime/contract/report/verdict.ts";

let root = "";
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), "seqwright-cases-"))));
afterEach(() => rm(root, { recursive: true }));

const settings = settingsFor("order", undefined);
const holds: Finding = { unfilled: [] };
const fails = (path: string): Finding => ({ counterexample: { verdict: nothingToSay, path }, unfilled: [] });

test("a case that was found is tried first, and dropped when it passes", async () => {
  const cases = new KeptCases("주문/../x", root);
  const tried: (string | undefined)[] = [];
  const search = (finding: Finding) =>
    keptFirst("order", cases, settings, ({ path }) => {
      tried.push(path);
      return Promise.resolve(finding);
    });
  await search(fails("3:0:1"));
  expect(cases.of("order")).toEqual({ seed: settings.seed, path: "3:0:1" });
  expect((await search(fails("3:0:1"))).counterexample?.keptFrom).toBe(settings.seed);
  expect(await search(holds)).toBe(holds);
  expect(cases.of("order")).toBeUndefined();
  expect(await search(holds)).toBe(holds);
  expect(tried).toEqual([undefined, "3:0:1", "3:0:1", undefined, undefined]);
});

test("a case that leads nowhere any more is dropped", async () => {
  const cases = new KeptCases("order", root);
  cases.keep("order", { seed: 1, path: "9" });
  const found = await keptFirst("order", cases, settings, ({ path }) =>
    path === undefined ? Promise.resolve(holds) : Promise.reject(new Error("wrong path")),
  );
  expect(found).toBe(holds);
  expect(cases.of("order")).toBeUndefined();
});

test("what is no case is none, and Git leaves the folder out", async () => {
  const cases = new KeptCases("order", root);
  cases.keep("order", { seed: 1, path: "0" });
  const folder = join(root, ".seqwright/cases");
  expect(await readFile(join(folder, ".gitignore"), "utf8")).toBe("*\n");
  await writeFile(join(folder, `${diagramFileName("order")}.json`), '{ "order": { "seed": "x" } }');
  expect(cases.of("order")).toBeUndefined();
});

test("diagrams whose long names begin alike have files of their own", () => {
  const [one, other] = ["주문", "결제"].map((end) =>
    diagramFileName(`${"비동기 업무 처리 ".repeat(20)}${end}`),
  );
  expect(one).not.toBe(other);
  expect(one?.length).toBeLessThan(130);
});
