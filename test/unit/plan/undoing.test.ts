import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

interface Compiled {
  readonly handler: string;
  /** Codes of all diagnostics, with what they say. */
  readonly told: readonly string[];
}

/** What these lines become: the handler of `Trip`. */
async function trip(...lines: readonly string[]): Promise<Compiled> {
  const text = ["@startuml", "actor C", "participant Trip", ...lines, "@enduml", ""].join("\n");
  const { value, diagnostics } = await compile({
    sources: [sourceFile("diagrams/trip.puml", text)],
    config: {},
    existing: new Map(),
  });
  const files = value.flatMap((diagram) => diagram.files);
  return {
    handler: files.find(({ path }) => path.endsWith("trip.handler.ts"))?.content ?? "",
    told: diagnostics
      .map(({ code, message }) => `${code}: ${message}`)
      .filter((one) => one.startsWith("policy/")),
  };
}

const booked = [
  "C -> Trip : book(id)",
  "Trip -> Flights : bookFlight(id)",
  "Flights --> Trip : ok",
  "Trip -> Hotels : bookHotel(id)",
];

const refused = [
  "alt booked",
  "Hotels --> Trip : ok",
  "Trip -> Mail : announce(id)",
  "Trip --> C : booked",
  "else no room",
  'Hotels --> Trip : throw NoRoom("full")',
  "Trip -> Flights : cancelFlight(id)",
  "Trip --> C : refused",
  "end",
];

const note = (...lines: readonly string[]): readonly string[] => ["note over Trip", ...lines, "end note"];

const undone = /undo\.add\("bookFlight", async \(\) => this\.#flights\.cancelFlight\(id\)\);/;

test.each([
  "보상: bookFlight ↔ cancelFlight",
  "보상: cancelFlight",
  "bookFlight의 보상은 cancelFlight",
  "bookFlight는 cancelFlight로 보상",
  "compensate bookFlight by cancelFlight",
  "bookFlight is undone by cancelFlight",
  "cancelFlight compensates bookFlight",
  "on failure: cancel flight",
  "Compensation: bookFlight -> cancelFlight",
  "실패 시 보상 트랜잭션 수행",
  "실패하면 이전 단계를 역순으로 보상",
])("a note lets what was done be undone: %s", async (line) => {
  const { handler, told } = await trip(...booked, ...refused, ...note(line));
  expect(told).toEqual([]);
  expect(handler).toMatch(undone);
  expect(handler).toContain("throw await undo.undoneAfter(error);");
});

test("the branch that draws the undoing undoes by itself, once", async () => {
  const { handler } = await trip(...booked, ...refused, ...note("보상: cancelFlight"));
  expect(handler).toMatch(/undo\.drop\("bookFlight"\);\s+await this\.#flights\.cancelFlight\(id\);/);
  expect(handler.match(/undo\.drop/g)).toHaveLength(1);
});

test("without a note, only the drawn branch undoes", async () => {
  const { handler } = await trip(...booked, ...refused);
  expect(handler).not.toContain("UndoStack");
  expect(handler).toContain("await this.#flights.cancelFlight(id);");
});

test("what a call has failed with was not done", async () => {
  const { handler } = await trip(
    ...booked,
    "alt booked",
    "Hotels --> Trip : ok",
    "Trip -> Mail : announce(id)",
    "Trip -> Hotels : cancelHotel(id)",
    "Trip --> C : booked",
    "else no room",
    'Hotels --> Trip : throw NoRoom("full")',
    "Trip --> C : refused",
    "end",
    ...note("보상: bookHotel ↔ cancelHotel"),
  );
  expect(handler).toMatch(/\n {6}undo\.add\("bookHotel"|return[^}]*\}\s+undo\.add\("bookHotel"/);
});

test("what goes on at the same time is waited for", async () => {
  const { handler } = await trip(
    "C -> Trip : book(id)",
    "par",
    "Trip -> Flights : bookFlight(id)",
    "Flights --> Trip : ok",
    "else",
    "Trip -> Hotels : bookHotel(id)",
    "Hotels --> Trip : ok",
    "end",
    "Trip -> Mail : announce(id)",
    "opt 취소",
    "Trip -> Flights : cancelFlight(id)",
    "end",
    ...note("보상: bookFlight ↔ cancelFlight"),
  );
  expect(handler).toContain("await together([");
  expect(handler).toMatch(undone);
});

test("after the last step, nothing is left to undo", async () => {
  const { handler } = await trip(
    "C -> Trip : book(id)",
    "Trip -> Flights : bookFlight(id)",
    "Flights --> Trip : ok",
    "C -> Trip : cancel(id)",
    "Trip -> Flights : cancelFlight(id)",
    ...note("보상: bookFlight ↔ cancelFlight"),
  );
  expect(handler).not.toContain("UndoStack");
});

test.each([
  ["보상: bookFlight ↔ cancelTrain", 'no arrow is known as "cancelTrain"'],
  ["보상: bookTrain ↔ cancelFlight", 'no arrow is known as "bookTrain"'],
  ["보상: 환불", 'no arrow is known as "환불"'],
])("what is not drawn is said at the note: %s", async (line, why) => {
  const { told } = await trip(...booked, ...refused, ...note(line));
  expect(told).toEqual([`policy/nobody-keeps: Nobody keeps "${line}" here: ${why}.`]);
});

test("a failure that is passed on without undoing contradicts the note", async () => {
  const { told } = await trip(
    ...booked,
    ...refused.slice(0, -3),
    'Trip --> C : throw NoTrip("full")',
    "end",
    "C -> Trip : cancel(id)",
    "Trip -> Flights : cancelFlight(id)",
    ...note("보상: bookFlight ↔ cancelFlight"),
  );
  expect(told).toEqual([
    expect.stringMatching(
      /^policy\/contradicts-arrows: .* passes on a failure, and "cancelFlight\(id\)" is not drawn before it/,
    ),
  ]);
});
