import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { positionAt, sourceFile } from "../../../generator/source/source-file.ts";

/** `code line`, of all diagnostics. */
async function told(lines: string): Promise<readonly string[]> {
  const source = sourceFile("diagrams/shop.puml", `@startuml\n${lines}\n@enduml\n`);
  const { diagnostics } = await compile({ sources: [source], config: {}, existing: new Map() });
  return diagnostics.map(({ code, span }) => `${code} ${positionAt(source, span.start).line - 1}`);
}

test.each([
  ["VIP 고객", "일반 고객"],
  ["premium", "regular"],
  ["会員", "非会員"],
])("%s or %s: one call that two branches make is said once, and both are covered", async (one, other) => {
  const all = await told(`actor User
participant Shop
participant Stock
database DB
User -> Shop : order(id)
alt ${one}
  Shop -> Stock : reserve(id)
  Stock -> DB : UPDATE stock SET vip = true WHERE id = :id
  Stock --> Shop : ok
else ${other}
  Shop -> Stock : reserve(id)
  Stock -> DB : UPDATE stock SET qty = qty - 1 WHERE id = :id
  Stock --> Shop : ok
end
Shop --> User : ok`);
  expect(all).toEqual(["plan/operation-drawn-differently 11"]);
});

test("lines of a preprocessor are told once", async () => {
  const all = await told(`!$kind = "VIP"
!define LIGHT
!if ($kind == "VIP")
A -> B : go($kind)
!endif`);
  expect(all).toEqual(["parse/preprocessor-unsupported 1"]);
});
