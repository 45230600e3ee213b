import { execFile } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { retrySettings } from "../../../runtime/adapters/kafka/client/kafka-connection.ts";
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

test("how often a client tries does not depend on NODE_ENV", async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.resetAndDestroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const script = fileURLToPath(new URL("refused-client.ts", import.meta.url));
  const parameters = ["--conditions=seqwright-source", script, `127.0.0.1:${port}`];
  const triesOf = async (environment: string): Promise<number> => {
    connections = 0;
    await run(process.execPath, parameters, { env: { ...process.env, NODE_ENV: environment } });
    return connections;
  };
  const inTests = await triesOf("test");
  expect(inTests).toBeGreaterThan(1);
  expect(await triesOf("production")).toBe(inTests);
});
