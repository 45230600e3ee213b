import { expect, test } from "vitest";
import { missingMembers } from "../../../generator/emit/missing-members.ts";
import { plan } from "../../../generator/plan/plan.ts";
import { eventModel, eventProtocols } from "../../support/event-model.ts";

const path = "event/event-handler.handler.ts";

function noticed(content: string) {
  const existing = new Map([[path, content]]);
  return missingMembers(plan(eventModel, eventProtocols).value, eventModel, existing);
}

test("a handler that has everything is fine", () => {
  expect(noticed("export class EventHandler { async onContentCreated() {} validateEvent() {} }")).toEqual([]);
});

test("a member that the diagram asks for and the handler lacks is reported with what to add", () => {
  const [first, ...others] = noticed("export class EventHandler { async onContentCreated() {} }");
  expect(others).toEqual([]);
  expect(first?.code).toBe("emit/missing-member");
  expect(first?.hint).toBe("Add: protected async validateEvent(event: ContentCreated): Promise<void>");
});

test("members that an own base class may bring are not asked for", () => {
  expect(noticed("export class EventHandler extends Base {}")).toEqual([]);
});

test("a file without the class is reported", () => {
  expect(noticed("export const handler = 1;").map(({ code }) => code)).toEqual(["emit/missing-class"]);
});

test("a file that is no TypeScript is reported where it breaks", () => {
  const [first] = noticed("export class EventHandler {\n  async onContentCreated( {}\n}");
  expect(first?.code).toBe("emit/handler-syntax");
  expect(first?.source.path).toBe(path);
});

const written = (parameters: string): string =>
  `export class EventHandler { async onContentCreated(${parameters}) {} validateEvent() {} }`;

test("a method that needs more than the diagram gives is reported with what it should be", () => {
  const [first, ...others] = noticed(
    written("event: ContentCreated, ack: Ack, more: string, evenMore: string"),
  );
  expect(others).toEqual([]);
  expect(first?.code).toBe("emit/changed-signature");
  expect(first?.message).toContain("it needs 4 values and gets ");
  expect(first?.hint).toContain("onContentCreated(event: ContentCreated");
});

test.each([
  "",
  "message: ContentCreated",
  "event: unknown",
  "...all: unknown[]",
  "event: ContentCreated, trace?: string",
])(
  "parameters that are renamed, widened, left out or added as optional are the developer's business: (%s)",
  (parameters) => {
    expect(noticed(written(parameters))).toEqual([]);
  },
);

test.each([
  'export { EventHandler } from "../../src/handler.ts";',
  'export { Mine as EventHandler } from "../../src/mine.ts";',
  'export * from "../../src/handler.ts";',
  'export * from "../../src/index.ts";',
  "class Mine { async onContentCreated() {} validateEvent() {} }\nexport { Mine as EventHandler };",
  'import { make } from "./make.ts";\nexport const EventHandler = make();',
  'export { EventHandler } from "some-package";',
])("a class that is passed on is found: %s", (content) => {
  const body = "{ async onContentCreated() {} validateEvent() {} }";
  const elsewhere = new Map([
    ["../src/handler.ts", `export class EventHandler ${body}`],
    ["../src/mine.ts", `export class Mine ${body}`],
    ["../src/index.ts", 'export { EventHandler } from "./handler.js";'],
  ]);
  const existing = new Map([[path, content], ...elsewhere]);
  expect(missingMembers(plan(eventModel, eventProtocols).value, eventModel, existing)).toEqual([]);
});

test("a class that is passed on is held to the diagram, too", () => {
  const existing = new Map([
    [path, 'export { EventHandler } from "../../src/handler.ts";'],
    ["../src/handler.ts", "export class EventHandler { async onContentCreated() {} }"],
  ]);
  const found = missingMembers(plan(eventModel, eventProtocols).value, eventModel, existing);
  expect(found.map(({ code }) => code)).toEqual(["emit/missing-member"]);
});
