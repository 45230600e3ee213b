import { expect, test } from "vitest";
import { typeText } from "../../../generator/ir/model/type-text.ts";
import { readDiagram } from "../../support/reading.ts";

// What a careful person reads in the diagram, line by line, before looking at any model of it.

const reading = await readDiagram("workflow-engine");
const { model } = reading;

test("line 13: the diagram does not say where the entity comes from, and nothing else is missing", () => {
  expect(reading.diagnostics).toEqual(["link/unknown-value 13"]);
});

test("line 3: its title", () => {
  expect(model.title).toBe("Asynchronous Workflow Engine Sequence Diagram");
});

test.each([
  [4, "KafkaListener", "KafkaListener", "initiator", "kafka"],
  [5, "Handler", "MinioUserEventHandler", "component", undefined],
  [6, "UserRepo", "UserJpaRepository", "component", undefined],
  [7, "ActionStore", "RequiredActionStore", "component", undefined],
  [8, "MinioSvc", "MinioAccountService", "resource", "s3"],
  [9, "DB", "DB", "resource", "sql"],
] as const)("line %i: %s is %s, %s %s", (_, code, label, role, kind) => {
  expect(reading.participant(code)).toMatchObject({ label, role, kind });
});

test("every arrow, who sends it to whom, and which reply answers which call", () => {
  expect(reading.arrows()).toEqual([
    [10, "KafkaListener", "Handler", "call"],
    [13, "Handler", "UserRepo", "call"],
    [15, "UserRepo", "DB", "call"],
    [16, "UserRepo", "ActionStore", "call"],
    [18, "ActionStore", "DB", "call"],
    [20, "UserRepo", "Handler", "answers 13"],
    [23, "Handler", "Handler", "self"],
    [25, "Handler", "KafkaListener", "answers 10"],
    [29, "Handler", "MinioSvc", "call"],
    [31, "MinioSvc", "Handler", "answers 29"],
    [33, "Handler", "ActionStore", "call"],
    [35, "ActionStore", "DB", "call"],
    [37, "Handler", "MinioSvc", "call"],
    [39, "MinioSvc", "Handler", "answers 37"],
    [41, "Handler", "ActionStore", "call"],
    [43, "ActionStore", "DB", "call"],
    [47, "Handler", "UserRepo", "call"],
    [49, "UserRepo", "DB", "call"],
    [51, "Handler", "KafkaListener", "call"],
  ]);
});

test.each([
  ["Initialization Transaction (Synchronous)", [13, 15, 16, 18, 20]],
  ["Asynchronous Workflow Execution", [23, 25, 29, 31, 33, 35, 37, 39, 41, 43]],
  ["Finalization", [47, 49, 51]],
])('"%s" holds lines %j', (name, lines) => {
  const held = reading.arrows().filter((_, index) => model.steps[index]?.phase === name);
  expect(held.map(([line]) => line)).toEqual(lines);
});

test.each([
  [10, "eventToEntity", "event, ack"],
  [13, "persistUser", "entity"],
  [16, "addRegisterAction", "entity"],
  [23, "addMinioUserCompletable", "entity, ack"],
  [29, "minioAddUserCompletableFuture", "entity"],
  [33, "updateTask", "entity, task, done"],
  [37, "createObjectPathCompletableFuture", "entity"],
  [41, "updateTask", "entity, task, done"],
  [47, "updateUser", "entity"],
  [51, "acknowledge", ""],
])("line %i: %s takes %s", (line, method, names) => {
  const call = reading.call(line);
  expect(call.method).toBe(method);
  expect(call.args.map(({ name }) => name).join(", ")).toBe(names);
});

test.each([
  [16, "entity = entity"],
  [23, "entity = entity, ack = ack"],
  [29, "entity = entity"],
  [33, 'entity = entity, task = "MINIO_ADD_USER", done = true'],
  [35, "entity = entity, task = task, done = done"],
  [37, "entity = entity"],
  [41, 'entity = entity, task = "MINIO_ADD_PATH", done = true'],
  [43, "entity = entity, task = task, done = done"],
  [47, "entity = entity"],
])("line %i passes %s", (line, passed) => {
  expect(reading.carries(line)).toBe(passed);
});

test.each([
  [15, "insert", ["UserEntity", "EventLog"], ""],
  [18, "insert", ["RequiredAction"], ""],
  [35, "update", ["RequiredAction"], ""],
  [43, "update", ["RequiredAction"], ""],
  [49, "update", ["UserEntity"], "e.g., set activate=true"],
])("line %i: the database is to %s %j", (line, verb, entities, caption) => {
  expect(reading.meaning(line)).toMatchObject({ kind: "sql-intent", verb, entities, caption });
});

test("line 20: persistUser answers the persisted entity, of the entity's type", () => {
  expect(reading.carries(20)).toBe("persistedEntity = ‹persistedEntity: not said›");
  expect(reading.participant("UserRepo").operations).toMatchObject([
    { method: "persistUser", result: { kind: "named", name: "UserEntity" } },
    { method: "updateUser", result: undefined },
  ]);
});

test("how the event becomes the entity, and what is persisted of it, is left to the developer", () => {
  expect(model.holes.map(({ name, type }) => [name, typeText(type)])).toEqual([
    ["entity", "UserEntity"],
    ["persistedEntity", "UserEntity"],
  ]);
});

test("lines 23 and 24: the workflow returns at once and goes on in the background", () => {
  expect(reading.call(23)).toMatchObject({ kind: "self", background: true });
  expect(reading.policies(24)).toEqual([{ kind: "immediate-return" }, { kind: "immediate-return" }]);
  const notes = model.policies.filter(({ kind }) => kind === "immediate-return");
  expect(notes.map(({ step }) => step)).toEqual([reading.call(23).id, reading.call(23).id]);
});

test("line 25: the listener gets its thread back with nothing in it", () => {
  expect(reading.meaning(25)).toMatchObject({ kind: "return-type", text: "return" });
  expect(reading.carries(25)).toBe("nothing");
});

test.each([
  [12, "a transaction", { kind: "transaction" }],
  [22, "goes on asynchronously", { kind: "background" }],
  [27, "in a background thread pool", { kind: "background" }],
])("line %i promises: %s", (line, _, promise) => {
  expect(reading.policies(line)).toEqual([promise]);
});

test("line 28: one round for each pending action from the database, any number of them", () => {
  expect(reading.fragment(28)).toMatchObject({
    operator: "loop",
    repetition: { kind: "each", subject: "pending action from DB" },
  });
});

test("lines 29 to 43 are its round, and nothing else is", () => {
  const inside = reading.arrows().filter((_, index) => model.steps[index]?.within.length === 1);
  expect(inside.map(([line]) => line)).toEqual([29, 31, 33, 35, 37, 39, 41, 43]);
});

test.each([31, 39])("line %i: (CompletableFuture<Void>) is asynchronous and carries nothing", (line) => {
  expect(reading.meaning(line)).toMatchObject({ kind: "return-type", asynchronous: true });
  expect(reading.carries(line)).toBe("nothing");
});

test("lines 33 and 41: the two tasks are all that there are", () => {
  expect(reading.call(33).args.map(({ type }) => typeText(type))).toEqual([
    "UserEntity",
    '"MINIO_ADD_USER" | "MINIO_ADD_PATH"',
    "boolean",
  ]);
});

test("line 51: the listener's own ack is acknowledged, last of all", () => {
  expect(reading.call(51)).toMatchObject({ receiver: "ack", to: "KafkaListener", args: [] });
  expect(reading.call(10).args[1]?.type).toEqual({ kind: "port", participant: "KafkaListener" });
  expect(model.steps.at(-1)?.id).toBe(reading.call(51).id);
});

test.each([13, 16, 33, 41, 47])("line %i: a solid arrow is waited for, answered or not", (line) => {
  expect(reading.call(line).waits).toBe(true);
});

test.each([
  ["UserRegistered", "{ eventId: non-empty string, userId: non-empty string, displayName: string }"],
  [
    "UserEntity",
    "{ userId: non-empty string, eventId: non-empty string, displayName: string, active: boolean }",
  ],
])("%s has the form that the configuration gives it: %s", (name, form) => {
  expect(reading.type(name)).toBe(form);
  expect(model.types.find((type) => type.name === name)?.origin).toBe("configured");
});

test("line 52: that all steps completed is a remark", () => {
  expect(reading.remarks()).toEqual([[52, "prose", "All steps completed successfully."]]);
});
