import { expect, test } from "vitest";
import { linked } from "../../../support/linked.ts";

const queue = 'queue "Kafka\\nshop" as K';
const problemsOf = (...lines: readonly string[]) => linked([queue, ...lines].join("\n")).problems;
const ambiguous = (line: number) => `link/events-not-told-apart ${line}`;

test.each<[string, readonly string[], readonly string[]]>([
  ["two sentences", ["K -> A : order paid", "K -> B : stock is low"], [ambiguous(3)]],
  ["문장 둘", ["K -> A : 주문 확정 이벤트 수신", "K -> B : 재고 변경 이벤트 수신"], [ambiguous(3)]],
  ["二つの文", ["K -> A : 注文を受信", "K -> B : 在庫を受信"], [ambiguous(3)]],
  ["two sentences to one component", ["K -> A : order paid", "K -> A : stock is low"], [ambiguous(3)]],
  ["a name and a sentence", ["K -> A : OrderPaid {id}", "K -> B : stock is low"], [ambiguous(3)]],
  ["one name of two", ["K -> A : stock is low", "K -> B : OrderPaid", "K -> A : OrderLost"], [ambiguous(3)]],
  ["a verb and a name", ["K -> A : consume", "K -> B : OrderPaid"], [ambiguous(3)]],
  ["calls", ["K -> A : onEvent(event)", "K -> B : handle(event)"], [ambiguous(3)]],
  ["two queues of one topic", ['queue "Kafka\\nshop" as L', "K -> A : x y", "L -> B : z w"], [ambiguous(4)]],
  ["names", ["K -> A : OrderPaid {id}", "K -> B : OrderLost {id}"], []],
  ["one name for two components", ["K -> A : OrderPaid {id}", "K -> B : OrderPaid"], []],
  ["one text for two components", ["K -> A : order paid", "K -> B : order paid"], []],
  ["one sentence", ["K -> A : order paid"], []],
  ["topics", ['queue "Kafka\\nstock" as L', "K -> A : order paid", "L -> B : stock is low"], []],
  ["payloads", ["K -> A : order paid {orderId, amount}", "K -> B : stock is low {sku, count}"], []],
  [
    "payloads of which one has all fields of the other",
    ["K -> A : order paid {orderId, amount}", "K -> B : order lost {orderId}"],
    [ambiguous(3)],
  ],
  [
    "a directive at one of two",
    [
      "K -> A : order paid",
      "' @seqwright policy subscription shop OrderPaid",
      "K -> B : stock is low",
      "' @seqwright policy subscription shop StockLow",
      "B -> B : order more",
    ],
    [],
  ],
  ["answers of the broker", ["C -> A : go(id)", "A -> K : OrderPaid {id}", "K --> A : ack"], []],
])("out of one topic: %s", (_what, lines, problems) => {
  expect(problemsOf(...lines).filter((problem) => !problem.startsWith("link/never"))).toEqual(problems);
});

const cycle = (line: number) => `link/event-cycle ${line}`;

test.each<[string, readonly string[], readonly string[]]>([
  ["its own event", ["K -> A : OrderPaid {id}", "A -> K : OrderPaid {id}"], [cycle(3)]],
  ["any event", ["K -> A : work", "A -> K : OrderPaid {id}"], [cycle(3)]],
  [
    "over two components",
    ["K -> A : OrderPaid", "A -> K : OrderSent", "K -> B : OrderSent", "B ->> K : OrderPaid"],
    [cycle(3)],
  ],
  [
    "over a helper",
    ["K -> A : OrderPaid {id}", "A -> B : tell(id)", "B -> K : OrderPaid {id}", "B --> A", "deactivate B"],
    [cycle(4)],
  ],
  ["another event", ["K -> A : OrderPaid {id}", "A -> K : OrderSent {id}"], []],
  ["another topic", ['queue "Kafka\\nmail" as M', "K -> A : OrderPaid {id}", "A -> M : OrderPaid {id}"], []],
  ["a condition", ["K -> A : OrderPaid {id}", "opt not sent", "A -> K : OrderPaid {id}", "end"], []],
])("an event that leads to %s", (_what, lines, problems) => {
  expect(problemsOf(...lines).filter((problem) => problem.startsWith("link/event-cycle"))).toEqual(problems);
});
