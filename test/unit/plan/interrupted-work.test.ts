import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

/** The handler of `Shop` that these lines ask for. */
async function shop(...lines: readonly string[]): Promise<string> {
  const text = ["@startuml", "actor C", "participant Shop", ...lines, "@enduml", ""].join("\n");
  const { value } = await compile({
    sources: [sourceFile("diagrams/shop.puml", text)],
    config: {},
    existing: new Map(),
  });
  return (
    value.flatMap(({ files }) => files).find(({ path }) => path.endsWith("shop.handler.ts"))?.content ?? ""
  );
}

test("work that goes on after another call has come waits for it in a stub", async () => {
  const handler = await shop(
    "C -> Shop : order(item)",
    "Shop ->> Pay : charge(item)",
    "Pay -> Shop : charged(receipt)",
    "Shop --> Pay : ok",
    "Shop --> C : ordered",
  );
  expect(handler).toMatch(/this\.#pay\.charge\(item\);\s+await this\.untilCharged\(\);/);
  expect(handler).toContain('throw new NotImplementedError("Shop.untilCharged");');
});

test("이미 열린 작업은 사이에 그려진 호출을 기다린다", async () => {
  const handler = await shop(
    "C -> Shop : 주문",
    "Shop ->> Pay : 결제 요청",
    "Pay -> Shop : 결제 완료",
    "Shop -> Shop : 영수증 저장",
    "Shop --> C : 주문 번호",
  );
  expect(handler).toMatch(/await this\.until결제완료\w*\(\);/);
});

test("what comes while an answer is awaited needs no waiting of its own", async () => {
  const handler = await shop(
    "C -> Shop : order(item)",
    "Shop -> Pay : charge(item)",
    "Pay -> Shop : progress(percent)",
    "Pay --> Shop : receipt",
    "Shop -> Store : save(receipt)",
    "Shop --> C : ordered",
  );
  expect(handler).not.toContain("until");
  expect(handler).toMatch(/#pay\.charge\(item\);\s+await this\.#store\.save/);
});

test("in a loop, a later round waits for what the round before it waited for", async () => {
  const handler = await shop(
    "C -> Shop : orders",
    "loop 3 times",
    "Shop ->> Pay : charge",
    "Pay -> Shop : charged",
    "Shop --> Pay : ok",
    "end",
    "Shop --> C : all done",
  );
  expect(handler.match(/await this\.untilCharged\(\)/g)).toHaveLength(2);
});

test("a branch of a par goes on with the call that an earlier branch got", async () => {
  const handler = await shop("par", "C -> Shop : order(item)", "else", "Shop -> Store : save(item)", "end");
  expect(handler).toMatch(/async order\([^)]*\): Promise<void> \{[^}]*await this\.#store\.save\(item\);/);
});
