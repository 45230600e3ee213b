import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const diagrams = ["event-콘텐츠생성완료구독", "content-이미지결과조회", "workflow-engine"];

/** The generated files of a diagram, by path, each as lines. */
async function generated(name: string, text: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const source = sourceFile(`diagrams/${name}.puml`, text);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  return new Map(value.flatMap(({ files }) => files).map(({ path, content }) => [path, content.split("\n")]));
}

function drawn(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../diagrams/${name}.puml`, import.meta.url)), "utf8");
}

/** Lines of one version that the other does not have, by file. */
function added(
  before: ReadonlyMap<string, readonly string[]>,
  after: ReadonlyMap<string, readonly string[]>,
): Readonly<Record<string, readonly string[]>> {
  const lines = [...after].map(([path, all]) => {
    const known = new Set(before.get(path) ?? []);
    return [path.replace(/^.*\//, ""), all.filter((line) => !known.has(line))] as const;
  });
  return Object.fromEntries(lines.filter(([, all]) => all.length > 0));
}

describe.each(diagrams)("%s", (name) => {
  test("a comment on top changes positions and nothing else", { timeout: 60_000 }, async () => {
    const text = drawn(name);
    const before = await generated(name, text);
    const after = await generated(name, text.replace("\n", "\n' a comment\n"));
    const changed = added(before, after);
    expect(Object.keys(changed)).toEqual(["steps.gen.ts"]);
    const path = [...after.keys()].find((each) => each.endsWith("steps.gen.ts")) ?? "";
    const steps = after.get(path) ?? [];
    const positions = steps.slice(steps.indexOf("  positions: {"));
    expect(positions).toEqual(expect.arrayContaining([...(changed["steps.gen.ts"] ?? [])]));
    expect(steps).toHaveLength(before.get(path)?.length ?? 0);
  });
});

test(
  "an arrow more is a step more, and an act more of each component that takes part",
  { timeout: 60_000 },
  async () => {
    const name = "event-콘텐츠생성완료구독";
    const text = drawn(name);
    const more = text.replace(
      "Repo --> Handler: 저장 완료",
      "Repo -> Cache: DEL event:list\nRepo --> Handler: 저장 완료",
    );
    const changed = added(await generated(name, text), await generated(name, more))["steps.gen.ts"];
    expect(changed).toMatchInlineSnapshot(`
      [
        "      collaborators: { db: "DB", cache: "Cache" },",
        "    call("Repo", "Cache", "DEL event:list", { method: "del", args: [argument("key", template\`event:list\`)] }),",
        "      asks("Cache", "DEL event:list"),",
        "          second: ["Repo → Cache: DEL event:list", "Handler → Cache: DEL event:draft:{eventDraftId}"],",
        "    steps: [15, 18, 22, 25, 37, 40, 41, 45, 47, 52],",
        "    policies: [12, 19, 50, 57, 58, 59, 60, 63, 64, 64, 67, 68],",
      ]
    `);
  },
);

test("a call that a note has tried again says so at its arrow", async () => {
  const files = await generated(
    "pay",
    "@startuml\nactor C\nparticipant Svc\nparticipant Pay\nC -> Svc : charge(id)\nSvc -> Pay : charge(id)\nnote right : retry up to 3 times every 1s\nPay --> Svc : ok\nSvc --> C : done\n@enduml\n",
  );
  const steps = [...files].find(([path]) => path.endsWith("steps.gen.ts"))?.[1] ?? [];
  expect(steps.filter((line) => line.includes("retry:"))).toEqual([
    "      retry: { retriesMax: 3, delayMs: 1000 },",
  ]);
});
