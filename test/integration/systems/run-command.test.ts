import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../kafka/kafka-fixture.ts";

/** `seqwright run …` as a user starts it: through the program in bin/. */
function seqwright(...args: readonly string[]) {
  const child = spawn(process.execPath, ["bin/seqwright.js", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGTERM"));
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const exit = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, exit, out: () => out, err: () => err };
}

test("run serves a diagram's endpoint, shows the requests, and stops when told to", async () => {
  const running = seqwright("run", "content-이미지결과조회");
  await eventually(() => expect(running.err()).toContain("runs. Ctrl-C stops it."));
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.out())?.[0];

  const { status } = await fetch(`${url}/api/content/jobs/nobody-knows/status`);
  expect(status).toBe(404);
  await eventually(() =>
    expect(running.out()).toContain("Client → API Gateway: GET /api/content/jobs/{jobId}/status"),
  );
  running.child.kill("SIGTERM");

  expect(await running.exit).toBe(0);
  expect(running.err()).toContain("Stopped after: 1 from outside.");
});

test("a diagram that nothing was generated for is named, with what there is and what to do", async () => {
  const running = seqwright("run", "diagrams/nowhere.puml");
  expect(await running.exit).toBe(1);
  expect(running.err()).toMatch(/There is no system of "nowhere" in generated\/; there is .*workflow-engine/);
  expect(running.err()).toContain("Try: seqwright generate");
});
