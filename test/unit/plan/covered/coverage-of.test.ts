import { expect, test } from "vitest";
import { compile, countCoverage, coverageText } from "../../../../generator/compile.ts";
import { positionAt, sourceFile } from "../../../../generator/source/source-file.ts";

/** What became of each line of a diagram, how many arrows became what, and the warnings of this stage. */
async function covered(body: string) {
  const source = sourceFile("diagrams/shop.puml", `@startuml\n${body.trim()}\n@enduml\n`);
  const { value, diagnostics } = await compile({ sources: [source], config: {}, existing: new Map() });
  const coverage = value[0]?.coverage ?? [];
  return {
    rows: coverage.map(
      ({ subject, became, span }) => `${positionAt(source, span.start).line} ${subject}: ${became}`,
    ),
    hows: coverage.map(({ how }) => how),
    counts: coverageText(countCoverage(coverage)),
    warnings: diagnostics.flatMap(({ code, span }) =>
      code.startsWith("plan/") ? [`${code} ${positionAt(source, span.start).line}`] : [],
    ),
  };
}

test("every line says what became of it, in the order of the diagram", async () => {
  const { rows, counts, hows } = await covered(`
actor User
participant Shop
participant Rates
database DB
User -> Shop : order(id, amount)
Shop -> Shop : check the amount
note right : at least once
alt amount > 100
  Shop -> Rates : discount(id)
  Rates --> Shop : ok
else
  Shop -> DB : SELECT rate FROM rates WHERE id = :id
  DB --> Shop : rate
end
Shop --> User : done`);
  expect(rows).toEqual([
    "6 arrow: code",
    "7 arrow: stub",
    "8 note: not covered",
    "9 guard: code",
    "10 arrow: stub",
    "11 answer: stub",
    "13 arrow: code",
    "14 answer: code",
    "16 answer: code",
  ]);
  expect(counts).toBe("7 arrows: 4 code, 3 stubs, 0 not covered");
  expect(hows[4]).toBe("Rates.discount is yours to write");
});

test("a guard that nothing decides is a stub, one that an answer tells is code", async () => {
  const { rows, hows } = await covered(`
actor 사용자
participant 주문
database DB
사용자 -> 주문 : order(id)
주문 -> DB : SELECT id, status FROM orders WHERE id = :id
alt 재고 있음
  DB --> 주문 : order
  주문 --> 사용자 : 완료
else 재고 없음
  DB --> 주문 : null
  주문 --> 사용자 : 실패
end`);
  expect(rows.filter((row) => row.includes("guard"))).toEqual(["7 guard: code", "10 guard: code"]);
  const asked = await covered(`
actor User
participant Shop
User -> Shop : order(id)
loop until the basket is empty
  Shop -> Shop : pack one
end
opt the weather is fine
  Shop -> Shop : air the room
end
Shop --> User : done`);
  expect(asked.rows).toContain("5 loop: stub");
  expect(asked.rows).toContain("8 guard: stub");
  expect(hows).not.toContain("");
});

test("what is drawn outside is told once, whoever draws it", async () => {
  const { warnings, counts, rows } = await covered(`
actor 고객
participant "모바일 앱" as App
' @seqwright role App initiator
participant Shop
고객 -> App : 주문 버튼 클릭
App -> App : 화면 표시
App -> Shop : order(id)
Shop --> App : ok
App --> 고객 : 완료 화면`);
  expect(warnings).toEqual(["plan/outside-the-system 6"]);
  expect(rows).toEqual([
    "6 arrow: not covered",
    "7 arrow: not covered",
    "8 arrow: stub",
    "9 answer: stub",
    "10 answer: not covered",
  ]);
  expect(counts).toBe("5 arrows: 0 code, 2 stubs, 3 not covered");
});

test("references and the work of resources are told, each cause once", async () => {
  const { warnings, rows } = await covered(`
actor U
participant Api
database DB
U -> Api : go(id)
ref over Api : see login.puml
Api -> DB : DELETE FROM sessions WHERE id = :id
DB -> DB : vacuum
DB -> DB : statistics
ref over Api, DB : 정산 절차 참고
Api --> U : ok`);
  expect(warnings).toEqual(["plan/work-of-a-resource 8"]);
  expect(rows.filter((row) => row.endsWith("not covered"))).toHaveLength(2);
});

test("arrows behind an answer are not covered, and lost messages count", async () => {
  const { rows, counts, warnings } = await covered(`
actor Customer
participant Shop
database Store
Customer -> Shop : order(id)
alt express
  Shop --> Customer : accepted
  Shop -> Store : prepare(id)
else large
  Shop -> Store : split(id)
else small
  Shop -> Store : pack(id)
end
Shop -> Store : save(id)
Shop ->x Store : tell
Shop --> Customer : done`);
  expect(rows).toContain("8 arrow: not covered");
  expect(rows).toContain("15 arrow: not covered");
  expect(warnings).toEqual(["plan/not-reached 8"]);
  expect(counts).toBe("8 arrows: 3 code, 3 stubs, 2 not covered");
});

test("where a promise breaks, the arrows are told all the same; nothing is written", async () => {
  const source = sourceFile(
    "diagrams/shop.puml",
    `@startuml
queue "Kafka orders" as K
participant A
database DB
database "Redis Cache" as R
K -> A : OrderPaid {orderId}
A -> R : DEL order:{orderId}
A -> DB : UPDATE orders SET paid = true WHERE id = :orderId
A --> K : done
note over A, DB : cache invalidation after DB update
@enduml
`,
  );
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  expect(value[0]?.files).toEqual([]);
  expect(coverageText(countCoverage(value[0]?.coverage ?? []))).toBe(
    "4 arrows: 4 code, 0 stubs, 0 not covered",
  );
});

test("what a step of one's own yields is covered with that step", async () => {
  const { rows, warnings } = await covered(`
actor Boss
participant Worker
database Store
Boss -> Worker : work(names)
loop for each name in names
  Worker -> Worker : shout(name)
  Worker --> Worker : loud
  Worker -> Store : save(name, loud)
end
Worker --> Boss : ok`);
  expect(rows).toContain("8 answer: stub");
  expect(warnings).toEqual([]);
});

test.each([
  ["while the bank is slow", "its condition is put into words"],
  ["until settled = YES", 'no message brings "settled"'],
  ["while limit > 3", 'no round brings "limit" anew'],
  ["while state != DONE, every 2s", "its condition is put into words"],
])("a loop that its condition does not decide says why: %s", async (condition, why) => {
  const { hows } = await covered(`
actor User
participant Shop
participant Bank
User -> Shop : pay(id, limit)
loop ${condition}
Shop -> Bank : ask(id)
Bank --> Shop : Answer {state}
end`);
  expect(hows.filter((how) => how.startsWith("Shop."))).toContainEqual(
    expect.stringMatching(new RegExp(`is yours to write: ${why}$`, "u")),
  );
});
