import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

const drawn = (message: string): string => `
  participant Jobs
  participant Cache as "Redis Cache"
  [-> Jobs : start(jobId, owner)
  Jobs -> Cache : ${message}
`;

test.each([
  ["a command", "SET job:{jobId} {status: OPEN, owner} EX 60"],
  ["words and lines", String.raw`save the job\nKey: job:{jobId}\n{status: OPEN, owner}\nTTL: 1 minute`],
  ["another word", String.raw`Job 상태 변경\nKey: job:{jobId}\n{status: OPEN, owner}\nTTL: 1분`],
  ["braces over two lines", String.raw`save\nKey: job:{jobId}\n{status: OPEN,\nowner}\nTTL: 60`],
])("what is stored field by field is looked up field by field: %s", (_, message) => {
  const step = linked(drawn(message)).step(4);
  expect(step.kind === "call" ? step.args.map(({ name, value }) => [name, value]) : []).toEqual([
    ["key", { kind: "template", parts: ["job:", "jobId", ""] }],
    [
      "value",
      {
        kind: "record",
        fields: [
          { name: "status", value: { kind: "literal", value: "OPEN" } },
          { name: "owner", value: { kind: "from", path: "owner" } },
        ],
      },
    ],
    ["ttlSeconds", { kind: "literal", value: 60 }],
  ]);
});

test("one name in braces is a value, whatever its form", () => {
  const step = linked(drawn("SET job:{jobId} {owner}")).step(4);
  expect(step.kind === "call" ? step.args[1]?.value : undefined).toEqual({ kind: "from", path: "owner" });
});

test("an object store may be called MinIO", () => {
  const { model } = linked(`
    participant Worker
    participant "MinIO\\nimages" as Storage <<E>>
    [-> Worker : draw(id)
    Worker -> Storage : keep(id)
  `);
  expect(model.participants.find(({ code }) => code === "Storage")?.kind).toBe("s3");
});

test("an answer that several branches give to one assignment is known by its name, and decides", () => {
  const { model, step } = linked(`
    participant Shop
    participant Stock
    database DB
    [-> Shop : buy(item)
    Shop -> Stock : found = reserve(item)
    alt in stock
      Stock --> Shop : place
    else sold out
      Stock --> Shop : null
    end
    alt found exists
      Shop -> DB : INSERT INTO orders (place) VALUES (:found)
    else
      Shop -> Shop : wait
    end
  `);
  const answers = [step(7), step(9)];
  expect(
    answers.map((one) => (one.kind === "reply" && one.outcome.kind === "returns" ? one.outcome.as : "")),
  ).toEqual(["found", "found"]);
  const decided = model.fragments.find(({ id }) => id.includes("found exists"));
  expect(answers.map(({ decides }) => decides.map(({ fragment }) => fragment))).toEqual([
    [decided?.id],
    [decided?.id],
  ]);
});
