import { expect, test } from "vitest";
import { ranDiagram } from "../../support/ran-diagram.ts";

test("what a round of a loop learns is that round's", async () => {
  const lines = `actor Boss
database Store
Boss -> Worker : work(names)
loop for each name in names
Worker -> Worker : shout(name)
Worker --> Worker : loud
Worker -> Store : save(name, loud)
end
Worker --> Boss : ok`;
  await using ran = await ranDiagram(lines, "Worker", "worker.handler.ts");
  const shouts = ran.source.replace("return undefined as never;", "return { loud: `${name}!` };");
  expect(await ran.fails(shouts)).toEqual([]);
  const swapped = shouts.replace("save(name, loud)", "save(`${name} `, loud)");
  expect(await ran.fails(swapped)).toContain("order");
});

test("a bounded loop counts, and its stub is told the round", async () => {
  const lines = `actor Client
Client -> Shop : pay(id)
loop 최대 3회
Shop -> Bank : charge(id)
Bank --> Shop : ok
end
Shop --> Client : ok`;
  await using ran = await ranDiagram(lines, "Shop", "shop.handler.ts");
  expect(ran.source).toMatch(
    /for \(let round = 1; round <= 3 && \(await this\.[\p{L}\p{N}]+\(id, round\)\); round/u,
  );
  expect(await ran.fails(ran.source)).toEqual([]);
  const endless = ran.source.replace(
    /for \(let round = 1;[^{]*\{/u,
    "for (let round = 1; round <= 4; round += 1) {",
  );
  expect(await ran.fails(endless)).toContain("order");
});
