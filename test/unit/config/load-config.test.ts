import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LoadedConfig, loadConfig } from "../../../generator/config/load-config.ts";
import type { Outcome } from "../../../generator/diagnostics/diagnostic.ts";
import { memoryHost } from "../../../generator/host/memory-host.ts";
import { nodeHost } from "../../../generator/host/node-host.ts";

/** Loads a configuration whose file has a text and exports a value. */
function load(exported: unknown, text = ""): Promise<Outcome<LoadedConfig>> {
  const host = memoryHost({ "seqwright.config.ts": text });
  return loadConfig(host, { importModule: () => Promise.resolve({ default: exported }) });
}

const codes = (outcome: Outcome<unknown>): readonly string[] => outcome.diagnostics.map(({ code }) => code);

test("a project without a configuration gets the defaults", async () => {
  const { value, diagnostics } = await loadConfig(memoryHost({}, "/project"));
  expect(diagnostics).toEqual([]);
  expect(value).toMatchObject({ root: "/project", config: { diagrams: "diagrams", output: "generated" } });
});

test("the nearest configuration upwards is used, and is where paths start", async () => {
  const host = memoryHost({ "/project/seqwright.config.mjs": "" }, "/project/deep/down");
  const { value } = await loadConfig(host, {
    importModule: () => Promise.resolve({ default: { output: "out" } }),
  });
  expect(value).toMatchObject({ root: "/project", config: { diagrams: "diagrams", output: "out" } });
});

test("a full configuration is accepted as it is", async () => {
  const diagram = {
    order: {
      roles: { Shop: "component", Db: { role: "resource", kind: "sql" } },
      names: { "결제 요청": "requestPayment" },
      types: { Order: "{ id: string }" },
    },
  };
  const { value, diagnostics } = await load({ glossary: { 주문: "order" }, diagram });
  expect(diagnostics).toEqual([]);
  expect(value.config).toMatchObject({ glossary: { 주문: "order" }, diagram });
});

test("an unknown setting is pointed at, with the one that was probably meant", async () => {
  const text = `export default { diagram: { order: { nmaes: {} } } };`;
  const { diagnostics } = await load({ diagram: { order: { nmaes: {} } } }, text);
  expect(diagnostics).toMatchObject([
    {
      code: "config/unknown-key",
      message: `There is no setting "nmaes" here.`,
      hint: `Did you mean "names"?`,
      span: { start: text.indexOf("nmaes"), end: text.indexOf("nmaes") + 5 },
    },
  ]);
});

test.each([
  [{ output: 3 }, `"output" must be a folder.`],
  [{ diagrams: "" }, `"diagrams" must be a folder, not an empty text.`],
  [{ glossary: ["a"] }, `"glossary" must be an object with texts as values.`],
  [{ glossary: { a: 1 } }, `"glossary.a" must be a text.`],
  [{ diagram: { order: { ignore: "x" } } }, `"diagram.order.ignore" must be a list of diagnostic codes.`],
  [{ contract: { runs: 0 } }, `"contract.runs" must be a whole number of at least 1.`],
  [{ contract: { seed: 1.5 } }, `"contract.seed" must be a whole number.`],
  [{ contract: { levels: ["fast"] } }, `"contract.levels.0" must be "protocol" or "system".`],
  ["nothing", `"export default" must be an object with settings.`],
])("%j is refused in words", async (exported, message) => {
  const { diagnostics } = await load(exported);
  expect(diagnostics.map((one) => one.message)).toEqual([message]);
});

test("a wrong role lists the right ones", async () => {
  const { diagnostics } = await load({ diagram: { order: { roles: { Shop: "compnent" } } } });
  expect(diagnostics[0]?.message).toMatch(
    /"diagram.order.roles.Shop" must be "initiator", "component", "resource" or/,
  );
});

test("only known warnings can be ignored", async () => {
  const ignore = ["config/unknown-digram", "config/not-found", "config/unknown-diagram"];
  const outcome = await load({ diagram: { order: { ignore } } });
  expect(codes(outcome)).toEqual(["config/unknown-code", "config/error-ignored"]);
  expect(outcome.diagnostics[0]?.hint).toBe(`Did you mean "config/unknown-diagram"?`);
});

test("a missing file, a missing default export and a failing import are reported, not thrown", async () => {
  expect(codes(await loadConfig(memoryHost(), { path: "my.config.ts" }))).toEqual(["config/not-found"]);
  const host = memoryHost({ "seqwright.config.ts": "" });
  expect(codes(await loadConfig(host, { importModule: () => Promise.resolve({}) }))).toEqual([
    "config/no-default-export",
  ]);
  const failing = loadConfig(host, { importModule: () => Promise.reject(new Error("boom\n  at somewhere")) });
  expect((await failing).diagnostics).toMatchObject([
    { code: "config/cannot-load", message: "The configuration cannot be loaded: boom" },
  ]);
});

test("a TypeScript file is loaded from disk", async () => {
  const folder = await mkdtemp(join(tmpdir(), "seqwright-config-"));
  try {
    await writeFile(
      join(folder, "seqwright.config.mts"),
      `const output: string = "out";\nexport default { output };\n`,
    );
    const { value, diagnostics } = await loadConfig(nodeHost(folder));
    expect(diagnostics).toEqual([]);
    expect(value.config.output).toBe("out");
  } finally {
    await rm(folder, { recursive: true });
  }
});
