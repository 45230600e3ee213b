import fc from "fast-check";

/** A small diagram as a value, so that it can be edited: what a service does when it is called. */
export interface DrawnShop {
  readonly file: string;
  /** The service, the one that it asks, and the one that is asked by both. */
  readonly names: readonly [string, string, string];
  readonly work: readonly Work[];
}

export type Work =
  | {
      readonly kind: "ask";
      readonly whom: 1 | 2;
      readonly method: string;
      readonly args: string;
      readonly asks?: string;
    }
  | { readonly kind: "self"; readonly text: string }
  | { readonly kind: "branch"; readonly guard: string; readonly body: readonly Work[] };

export const firstShop: DrawnShop = {
  file: "shop",
  names: ["Shop", "Orders", "Mailer"],
  work: [
    { kind: "self", text: "check the stock" },
    { kind: "ask", whom: 1, method: "savePaidOrder", args: "id", asks: "archiveOrder" },
    {
      kind: "branch",
      guard: "first order",
      body: [{ kind: "ask", whom: 2, method: "sendWelcome", args: "id" }],
    },
    { kind: "ask", whom: 2, method: "sendReceipt", args: "id" },
  ],
};

/** As PlantUML has it. */
export function drawing({ names, work }: DrawnShop): string {
  const [service] = names;
  const lines = work.flatMap((one) => workLines(one, names));
  return [
    "@startuml",
    "actor User",
    ...names.map((name) => `participant ${name}`),
    `User -> ${service} : placeOrder(id)`,
    `activate ${service}`,
    ...lines,
    `${service} --> User : ok`,
    `deactivate ${service}`,
    "@enduml",
    "",
  ].join("\n");
}

function workLines(work: Work, names: DrawnShop["names"]): readonly string[] {
  const [service, , third] = names;
  if (work.kind === "self") return [`${service} -> ${service} : ${work.text}`];
  if (work.kind === "branch")
    return [`opt ${work.guard}`, ...work.body.flatMap((one) => workLines(one, names)), "end"];
  const asked = names[work.whom];
  const inner =
    work.asks === undefined ? [] : [`${asked} -> ${third} : ${work.asks}(id)`, `${third} --> ${asked} : ok`];
  return [
    `${service} -> ${asked} : ${work.method}(${work.args})`,
    `activate ${asked}`,
    ...inner,
    `${asked} --> ${service} : ok`,
    `deactivate ${asked}`,
  ];
}

export type DiagramEdit = (shop: DrawnShop) => DrawnShop;

const verbs = ["reserveItem", "cancelBooking", "notifyOwner", "auditChange", "refundMoney", "printLabel"];
const words = ["check the limits", "compute the price", "write a log entry"];
const fresh: fc.Arbitrary<Work> = fc.oneof(
  fc.record({
    kind: fc.constant("ask" as const),
    whom: fc.constantFrom(1 as const, 2 as const),
    method: fc.constantFrom(...verbs),
    args: fc.constantFrom("id", "id, amount"),
  }),
  fc.record({ kind: fc.constant("self" as const), text: fc.constantFrom(...words) }),
);

/** What people do to a diagram in a week. */
export const diagramEdit: fc.Arbitrary<DiagramEdit> = fc.oneof(
  fc
    .tuple(fc.nat(9), fresh)
    .map(([at, work]): DiagramEdit => onWork((all) => all.toSpliced(at % (all.length + 1), 0, work))),
  fc
    .nat(9)
    .map((at): DiagramEdit => onWork((all) => (all.length < 2 ? all : all.toSpliced(at % all.length, 1)))),
  fc
    .tuple(fc.nat(9), fc.constantFrom("Now", "Again", "Fast"))
    .map(([at, word]): DiagramEdit =>
      onWork((all) =>
        all.flatMap((one, index) => (index === at % all.length ? [renamed(one, word)] : [one])),
      ),
    ),
  fc.tuple(fc.nat(2), fc.constantFrom("Billing", "Ledger", "Postman")).map(
    ([at, name]): DiagramEdit =>
      (shop) =>
        shop.names.includes(name)
          ? shop
          : { ...shop, names: shop.names.with(at, name) as unknown as DrawnShop["names"] },
  ),
  fc.nat(9).map((at): DiagramEdit => onWork((all) => swapped(all, at % all.length))),
  fc
    .tuple(fc.nat(9), fc.constantFrom("in a hurry", "late"))
    .map(([at, guard]): DiagramEdit => onWork((all) => nested(all, at % all.length, guard))),
  fc.nat(9).map((at): DiagramEdit => onWork((all) => unnested(all, at % all.length))),
  fc
    .nat(9)
    .map((at): DiagramEdit =>
      onWork((all) =>
        all.map((one, index) =>
          index === at % all.length && one.kind === "ask"
            ? { ...one, args: one.args === "id" ? "id, amount" : "id" }
            : one,
        ),
      ),
    ),
  fc.constantFrom("store", "market").map((file): DiagramEdit => (shop) => ({ ...shop, file })),
);

function onWork(how: (all: Work[]) => readonly Work[]): DiagramEdit {
  return (shop) => ({ ...shop, work: distinct(how([...shop.work])) });
}

/** One method has one list of parameters, here. */
function distinct(all: readonly Work[]): readonly Work[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = one.kind === "ask" ? one.method : one.kind === "self" ? one.text : one.guard;
    return seen.has(key) ? false : seen.add(key);
  });
}

function renamed(work: Work, word: string): Work {
  if (work.kind !== "ask")
    return work.kind === "self" ? { ...work, text: `${work.text} ${word.toLowerCase()}` } : work;
  return work.method.length > 24 ? work : { ...work, method: `${work.method}${word}` };
}

function swapped(all: readonly Work[], at: number): readonly Work[] {
  return [...all.slice(0, at), ...all.slice(at, at + 2).toReversed(), ...all.slice(at + 2)];
}

function nested(all: readonly Work[], at: number, guard: string): readonly Work[] {
  const one = all[at];
  return one === undefined || one.kind === "branch"
    ? all
    : all.with(at, { kind: "branch", guard, body: [one] });
}

function unnested(all: readonly Work[], at: number): readonly Work[] {
  const one = all[at];
  return one?.kind === "branch" ? all.toSpliced(at, 1, ...one.body) : all;
}
