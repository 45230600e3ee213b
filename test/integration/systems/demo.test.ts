import { expect, inject, test } from "vitest";
import { demoInput } from "../../demo/demo-input.ts";
import { demoReport } from "../../demo/demo-report.ts";
import { runDemo } from "../../demo/demo-run.ts";
import { topicContents } from "../../../runtime/adapters/kafka/topic-contents.ts";
import { testDatabase } from "./system-fixture.ts";

test("the demonstration shows what is left in Kafka, PostgreSQL, Redis and MinIO, and every promise kept", async () => {
  const input = demoInput();
  const lines: string[] = [];
  const report = demoReport((line) => void lines.push(line));
  const addresses = { ...inject("services"), postgres: { url: await testDatabase() } };

  await runDemo(addresses, input, report);

  expect(lines.filter((line) => line.includes("BROKEN"))).toEqual([]);
  for (const server of ["Kafka:", "PostgreSQL:", "Redis:", "MinIO:", "HTTP:"])
    expect(lines.join("\n")).toContain(`\n\n${server}`.slice(1));
  for (const name of [...input.drafts, ...input.users, ...Object.values(input.jobs)])
    expect(lines.join("\n")).toContain(name);

  await using topics = await topicContents(addresses.kafka.brokers);
  await topics.remove([input.contentTopic, input.userTopic].flatMap((topic) => [topic, `${topic}-dlt`]));
});

test("a broken promise is said to be one", () => {
  const lines: string[] = [];
  const report = demoReport((line) => void lines.push(line));
  report.promise("every user is active", false);
  report.promise("every account is there", true);
  expect(report.broken).toBe(1);
  expect(lines).toEqual(["  BROKEN  every user is active", "  kept    every account is there"]);
});
