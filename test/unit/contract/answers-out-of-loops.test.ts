import { expect, test } from "vitest";
import { ranDiagram } from "../../support/ran-diagram.ts";

type Change = readonly [from: string, to: string];

interface AnswerCase {
  readonly title: string;
  readonly drawn: string;
  readonly wrong: readonly Change[];
}

const answered = "return { status: 200 };";

const cases: readonly AnswerCase[] = [
  {
    title: "in the last branch of alt",
    drawn: `Client -> Shop : POST /orders/{id}/wait
loop up to 5 times
Shop -> Stock : check(id)
Stock --> Shop : State {state: OPEN | DONE}
alt state = OPEN
Shop -> Stock : hurry(id)
else
Shop --> Client : 200 OK
end
end
Shop -> Mailer : gaveUp(id)
Shop --> Client : 504`,
    wrong: [
      [answered, "break;"],
      [answered, "await this.#mailer.gaveUp(id); return { status: 200 };"],
      [answered, "return { status: 504 };"],
      [answered, ""],
    ],
  },
  {
    title: "in opt, with more of the round behind it",
    drawn: `Client -> Shop : POST /주문/{id}/대기
loop 최대 5회
Shop -> Stock : 조회(id)
Stock --> Shop : 상태 {state: OPEN | DONE}
opt state = DONE
Shop -> Mailer : 알림(id)
Shop --> Client : 200 OK
end
Shop -> Stock : 독촉(id)
end
Shop --> Client : 504`,
    wrong: [
      [answered, "break;"],
      [answered, "await this.#stock.독촉(id); return { status: 200 };"],
    ],
  },
];

test.each(cases)("an answer $title ends the path behind its loop", async (one) => {
  const { drawn, wrong } = one;
  const who = "actor Client\nparticipant Shop\nparticipant Stock\nparticipant Mailer";
  await using ran = await ranDiagram(`${who}\n${drawn}`, "Shop", "shop.handler.ts");
  const handler = ran.source.replaceAll("return undefined as never;", "return true;");
  expect(await ran.fails(handler)).toEqual([]);
  for (const [from, to] of wrong) {
    expect(handler).toContain(from);
    expect(await ran.fails(handler.replace(from, to), "order"), `${from} -> ${to}`).toEqual(["order"]);
  }
});
