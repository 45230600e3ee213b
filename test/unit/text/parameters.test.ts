import { expect, test } from "vitest";
import type { Argument } from "../../../generator/text/model.ts";
import { parseCall } from "../../../generator/text/shapes/parse-call.ts";
import { parseShape } from "../../../generator/text/shapes/parse-shape.ts";
import { parseType } from "../../../generator/text/shapes/parse-type.ts";
import { unreadParameters } from "../../../generator/text/shapes/unread-parameters.ts";

const string = { kind: "scalar", type: "string" };
const int = { kind: "scalar", type: "number", integer: true };
const boolean = { kind: "scalar", type: "boolean" };
const nothing = { kind: "scalar", type: "null" };
const values = (...given: readonly string[]): unknown => ({ kind: "scalar", type: "string", values: given });
const list = (element: unknown): unknown => ({ kind: "list", element });
const named = (name: string): unknown => ({ kind: "named", name });
const either = (...members: readonly unknown[]): unknown => ({ kind: "union", members });
const one = (name: string, shape?: unknown, more: object = {}): object => ({
  kind: "name",
  name,
  ...(shape === undefined ? {} : { shape }),
  ...more,
});

test.each<readonly [string, readonly object[]]>([
  [
    "ship(mode: AIR | SEA | LAND, weight: int)",
    [one("mode", values("AIR", "SEA", "LAND")), one("weight", int)],
  ],
  ["sort(by: 'price' | 'name')", [one("by", values("price", "name"))]],
  [
    "배송하다(방식: 항공 | 선박, 상품들: string[])",
    [one("방식", values("항공", "선박")), one("상품들", list(string))],
  ],
  ["出荷する(商品: 文字列, 数量: 整数)", [one("商品", string), one("数量", int)]],
  ["tag(ids: List<Long>, by: User?)", [one("ids", list(int)), one("by", either(named("User"), nothing))]],
  ["save(final Order order, @Valid boolean isNew)", [one("order", named("Order")), one("isNew", boolean)]],
  ["join(String... parts)", [one("parts", list(string))]],
  ["addAll(...lines: Line[])", [one("lines", list(named("Line")))]],
  ["load(id string, ids []string)", [one("id", string), one("ids", list(string))]],
  ["close(reason?: string)", [one("reason", either(string, nothing))]],
  [
    "list(page: int = 1, all: boolean = false)",
    [one("page", int, { value: 1 }), one("all", boolean, { value: false })],
  ],
  ["pay(orderId: order.id)", [one("orderId", { kind: "unknown" }, { from: "order.id" })]],
  ["nest(rows: Map<String, List<Row>>)", [one("rows", { kind: "record", fields: [], open: true })]],
  [
    "register(owner: Owner {id: string, nick?: string})",
    [
      one("owner", {
        kind: "record",
        open: false,
        name: "Owner",
        fields: [
          { name: "id", shape: string, optional: false },
          { name: "nick", shape: string, optional: true },
        ],
      }),
    ],
  ],
])("reads the parameters of %s", (text, expected) => {
  const args: readonly Argument[] | undefined = parseCall(text)?.meaning.args;
  expect(args).toEqual(expected);
});

test.each<readonly [string, unknown]>([
  ["Optional<Order>", either(named("Order"), nothing)],
  ["Order[] | null", either(list(named("Order")), nothing)],
  ["List<? extends Event>", list(named("Event"))],
  ["list[str]", list(string)],
  ["Union[str, None]", either(string, nothing)],
  ["OPEN | HELD | null", either(values("OPEN", "HELD"), nothing)],
  ["1 | 2", either(...[1, 2].map((value) => ({ kind: "literal", value, example: false })))],
  ["(A | B)[]", list(values("A", "B"))],
  ["the order | none of it", undefined],
])("reads the type %s", (text, expected) => {
  expect(parseType(text)).toEqual(expected);
});

test("reads a type's name and `or null` before and behind the fields of a field", () => {
  expect(parseShape("{id, home: Address {city: string} or null, tags: [string] | null}")).toEqual({
    kind: "record",
    open: false,
    fields: [
      { name: "id", shape: { kind: "unknown" }, optional: false },
      {
        name: "home",
        optional: false,
        shape: either(
          {
            kind: "record",
            open: false,
            name: "Address",
            fields: [{ name: "city", shape: string, optional: false }],
          },
          nothing,
        ),
      },
      { name: "tags", shape: either(list(string), nothing), optional: false },
    ],
  });
});

test.each([
  ["저장(비동기)"],
  ["조회(캐시 미스)"],
  ["조회(이름/주소)"],
  ["확인する(任意)"],
  ["결제(최대 3회)"],
])("%s has a remark", (text) => {
  expect(parseCall(text)).toBeUndefined();
  expect(unreadParameters(text)).toBeUndefined();
});

test.each([
  ["reserveSeats(number of seats, class)", "reserveSeats"],
  ["stock.reserve(all of the items)", "reserve"],
  ["send_mail(to the customer)", "send_mail"],
  ["주문하다(상품: 고른 것 전부, 개수: 둘)", "주문하다"],
  ["ship(how: by air or so)", "ship"],
  ["確定する(商品: 選んだ もの)", "確定する"],
])("%s has a list that cannot be read", (text, name) => {
  expect(parseCall(text)).toBeUndefined();
  expect(unreadParameters(text)?.name).toBe(name);
});

test.each([
  "wait (up to 3 seconds)",
  "Send mail (see the template)",
  "notify(please)",
  "pay(id)",
  "load(see doc)",
])("%s has no such list", (text) => {
  expect(unreadParameters(text)).toBeUndefined();
});
