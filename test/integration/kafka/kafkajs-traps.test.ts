import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { retrySettings } from "../../../runtime/adapters/kafka/kafka-connection.ts";
import { brokers, testTopic } from "./kafka-fixture.ts";

const run = promisify(execFile);

test("an idle client needs almost no CPU, and causes no warning", async () => {
  const topic = await testTopic();
  const script = fileURLToPath(new URL("quiet-client.ts", import.meta.url));
  const parameters = ["--conditions=seqwright-source", script, brokers().join(","), topic.name, topic.group];
  const { stdout, stderr } = await run(process.execPath, parameters);
  expect(stderr).toBe("");
  // Without the repair it is 0.05 on a free machine; this leaves room for a busy one.
  expect(Number(stdout)).toBeLessThan(0.04);
});

test("every setting is given that kafkajs would choose by NODE_ENV", () => {
  const require = createRequire(import.meta.url);
  for (const defaults of ["kafkajs/src/retry/defaults.js", "kafkajs/src/retry/defaults.test.js"])
    expect(Object.keys(retrySettings({})).toSorted()).toEqual(
      Object.keys(require(defaults) as object).toSorted(),
    );
});
