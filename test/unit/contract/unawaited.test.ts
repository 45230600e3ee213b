import { expect, test } from "vitest";
import { ranDiagram } from "../../support/ran-diagram.ts";
import { withRuns } from "./diagrams/verdicts.ts";

/** Nothing is drawn to come back, and still all of it is waited for, but for what is drawn with `->>`. */
const orders = (rest: string): string => `
actor Client
participant Orders
queue "order-events" as Events
participant Mail <<external>>
participant Stock <<external>>
Client -> Orders : place(orderId)
Orders -> Orders : check(orderId)
Orders -> Stock : reserve(orderId)
${rest}
Orders --> Client : accepted`;

const atOnce = `par
Orders -> Events : OrderPlaced event {orderId}
else
Orders -> Mail : send(orderId)
end`;
const notAwaited = `Orders ->> Events : OrderPlaced event {orderId}
Orders ->> Mail : send(orderId)`;

/** The properties that do not hold once this is written instead of that. */
async function broken(rest: string, right: string, instead: string): Promise<readonly string[]> {
  await using shop = await ranDiagram(orders(rest), "Orders", "orders.handler.ts");
  if (!shop.source.includes(right)) throw new Error(`${right} is not in ${shop.source}`);
  return await withRuns(30, () => shop.fails(shop.source.replace(right, instead)));
}

const check = "await this.check(orderId);";
const reserve = "await this.#stock.reserve(orderId);";
const publish = "this.#events.publishOrderPlaced({ orderId })";
const send = "this.#mail.send(orderId)";
const both = `await Promise.all([${publish}, ${send}]);`;
const forgotten = (awaited: string): string =>
  awaited.replace(/^await (.*);$/, "void $1.catch(() => undefined);");

test("who does not wait for a step of its own is seen to go on, and by nothing else", async () => {
  expect(await broken(atOnce, check, forgotten(check))).toEqual(["late-answer"]);
});

test.each([
  ["a call", reserve],
  ["calls that are made at once", both],
])("who does not wait for %s is seen to go on", async (_, awaited) => {
  expect(await broken(atOnce, awaited, forgotten(awaited))).toContain("late-answer");
});

test.each([
  ["one after the other", `await ${send}; await ${publish};`],
  ["at once", `const mail = ${send}; const event = ${publish}; await Promise.all([event, mail]);`],
])("who waits for parts of a par %s is right", async (_, instead) => {
  expect(await broken(atOnce, both, instead)).toEqual([]);
});

test("what is drawn without waiting may be waited for at last, before the answer", async () => {
  const awaited = `await ${publish};`;
  const last = `const event = ${publish}; event.catch(() => undefined); await ${send}; await event;`;
  const rest = `${awaited}\n    await ${send};`;
  expect(await broken(notAwaited, rest, last)).toEqual([]);
  expect(await broken(notAwaited, awaited, forgotten(awaited))).toContain("fatal-fault");
});
