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

const batch = `queue "Kafka groups" as Groups
queue "Kafka commands" as Commands
Groups -> Saga : GroupStarted {groupId, accountIds}
loop accountIds의 각 accountId
Saga -> Commands : CheckOut {accountId, groupId}
end
Saga --> Groups : 처리 완료`;

test("a loop over a list that is known goes through all of it, once", async () => {
  await using ran = await ranDiagram(batch, "Saga", "saga.handler.ts");
  expect(await ran.fails(ran.source)).toEqual([]);
  const through = (list: string): string =>
    ran.source.replace("of await this.eachAccountId(event)", `of ${list}`);
  expect(through("event.accountIds")).not.toBe(ran.source);
  expect(await ran.fails(through("event.accountIds"))).toEqual([]);
  for (const list of [
    "event.accountIds.slice(0, -1)",
    "event.accountIds.flatMap((id) => [id, id])",
    "[...event.accountIds, event.groupId]",
    "event.accountIds.slice(0, 1)",
  ])
    expect(await ran.fails(through(list), "order"), `through ${list}`).toContain("order");
});

test("a method that says what a loop goes through says all of the list that is drawn", async () => {
  await using ran = await ranDiagram(batch, "Saga", "saga.handler.ts");
  const yielding = (list: string): string =>
    ran.source.replace("return event.accountIds;", `return ${list};`);
  expect(await ran.fails(yielding("event.accountIds.toSorted()"))).toEqual([]);
  for (const list of [
    "event.accountIds.slice(1)",
    "[event.groupId]",
    "[...event.accountIds, ...event.accountIds]",
  ])
    expect(await ran.fails(yielding(list), "decisions"), `yielding ${list}`).toContain("decisions");
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
