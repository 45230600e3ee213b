import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { serviceNames } from "../../../generator/services/index.ts";
import { serverNamed } from "../../../generator/services/servers/servers.ts";
import { runProcess } from "../../support/process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { eventually } from "../kafka/kafka-fixture.ts";

const packageFolder = fileURLToPath(new URL("../../../", import.meta.url));
const program = join(packageFolder, "generator/bin/seqwright.js");

/** `seqwright run …` as a user starts it: through the program in bin/. */
function seqwright(args: readonly string[], { cwd, env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGTERM"));
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const exit = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, exit, out: () => out, err: () => err };
}

test("run serves a diagram's endpoint, shows the requests, and stops when told to", async () => {
  const running = seqwright(["run", "content-이미지결과조회"]);
  await eventually(() => expect(running.err()).toContain("runs. Ctrl-C stops it."));
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.out())?.[0];

  const { status } = await fetch(`${url}/api/content/jobs/nobody-knows/status`);
  expect(status).toBe(404);
  await eventually(() =>
    expect(running.out()).toContain("Client → API Gateway: GET /api/content/jobs/{jobId}/status"),
  );
  running.child.kill("SIGTERM");

  expect(await running.exit).toBe(0);
  expect(running.err()).toContain("Stopped after: 1 request.");
});

test("a diagram that nothing was generated for is named, with what there is and what to do", async () => {
  const running = seqwright(["run", "diagrams/nowhere.puml"]);
  expect(await running.exit).toBe(1);
  expect(running.err()).toMatch(/There is no system of "nowhere" in generated\/; there is .*workflow-engine/);
  expect(running.err()).toContain("Try: seqwright generate");
});

const diagram = `@startuml
actor Client
participant "Member Service" as Service
database "Member DB" as DB

Client -> Service: POST /api/members\\n{ memberId, name }
activate Service
Service -> DB: INSERT INTO members (member_id, name) VALUES (:memberId, :name)
DB --> Service: 저장 완료
Service --> Client: 201 Created
deactivate Service
@enduml
`;

const tables = `import { sql, type SystemSetup } from "seqwright-runtime";

export const setup: SystemSetup = {
  migrations: [{ name: "001", statements: [sql\`CREATE TABLE members (member_id text PRIMARY KEY, name text)\`] }],
};
`;

const noAddresses = Object.fromEntries(
  serviceNames.flatMap((name) => serverNamed(name).variables.map((variable) => [variable, ""])),
);

/** A user's project with a diagram that needs nothing but SQL, its code generated to where the configuration says. */
async function membersProject() {
  const folder = await temporaryFolder();
  const files = {
    "package.json": '{ "type": "module", "private": true }',
    "seqwright.config.ts": 'export default { output: "src/systems" };',
    "diagrams/members.puml": diagram,
    "src/systems/members/system.ts": tables,
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), content);
  }
  await mkdir(join(folder.path, "node_modules"));
  await symlink(join(packageFolder, "generator"), join(folder.path, "node_modules/seqwright"));
  await symlink(join(packageFolder, "runtime"), join(folder.path, "node_modules/seqwright-runtime"));
  const generated = await runProcess(process.execPath, [program, "generate"], { cwd: folder.path });
  expect(generated).toMatchObject({ exitCode: 0 });
  return folder;
}

test("a diagram that needs nothing but SQL runs on PGlite, without any server", async () => {
  await using project = await membersProject();
  const runFolder = join(project.path, "tmp");
  await mkdir(runFolder);
  const running = seqwright(["run", "members"], {
    cwd: project.path,
    env: { ...noAddresses, TMPDIR: runFolder },
  });
  await eventually(() =>
    expect(running.err()).toContain("members runs on PGlite, in memory. Ctrl-C stops it."),
  );
  expect(running.out()).toMatch(/ {2}migrated {6}001\n/);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.out())?.[0];
  const post = () =>
    fetch(`${url}/api/members`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ memberId: "m1", name: "Kim" }),
    });

  expect((await post()).status).toBe(201);
  // The table is a real one: it refuses the same key.
  expect((await post()).status).toBe(500);
  await eventually(() => expect(running.out()).toMatch(/arrow failed .*duplicate key value/));
  running.child.kill("SIGTERM");
  expect(await running.exit).toBe(0);
  expect(running.err()).toContain("Stopped after: 2 requests · 1 trouble.");
});

test("an address of a database comes before PGlite, and is an error when nobody answers there", async () => {
  await using project = await membersProject();
  const running = seqwright(["run", "members"], {
    cwd: project.path,
    env: { ...noAddresses, DATABASE_URL: "postgres://127.0.0.1:1/none" },
  });
  expect(await running.exit).toBe(1);
  expect(running.err()).toContain("PostgreSQL at the address in DATABASE_URL does not answer");
});

test("what keeps a system from starting is said in a few lines, with what to do", async () => {
  await using project = await membersProject();
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const options = { cwd: project.path, env: noAddresses };

  const taken = seqwright(["run", "members", "--port", String(port)], options);
  expect(await taken.exit).toBe(1);
  expect(taken.err()).toBe(
    `error: members cannot be started: listen EADDRINUSE: address already in use 127.0.0.1:${port}.\nTry: seqwright run members --port 0\n`,
  );

  const misspelt = seqwright(["run", "members", "--port", "http"], options);
  expect(await misspelt.exit).toBe(64);
  expect(misspelt.err()).toContain("--port takes a number from 0 to 65535.");

  const handler = join(project.path, "src/systems/members/member-service.handler.ts");
  await writeFile(handler, "export class MemberService {\n  postMembers() { return { status: 201 ; }\n}\n");
  const broken = seqwright(["run", "members"], options);
  expect(await broken.exit).toBe(1);
  expect(broken.err()).toMatch(/^error: src\/systems\/members\/wiring\.gen\.ts cannot be loaded:\n/);
  expect(broken.err()).toMatch(
    /member-service\.handler\.ts:2\n(.+\n)? {2}postMembers\(\) \{ return \{ status: 201 ; \}\n/,
  );

  await writeFile(handler, 'import "not-installed";\n');
  const missing = seqwright(["run", "members"], options);
  expect(await missing.exit).toBe(1);
  expect(missing.err()).toContain("Try: npm install not-installed");
});

test("a reader that goes away stops the system as Ctrl-C does", async () => {
  await using project = await membersProject();
  const running = seqwright(["run", "members"], { cwd: project.path, env: noAddresses });
  running.child.stdout.destroy();
  expect(await running.exit).toBe(0);
  expect(running.err()).toContain("Stopped after: 0 requests.");
});
