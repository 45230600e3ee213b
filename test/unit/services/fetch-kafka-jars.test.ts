import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { fetchKafkaJars, type JarSource } from "../../../generator/services/servers/fetch-kafka-jars.ts";
import { jarPath, kafkaJars } from "../../../generator/services/servers/kafka-jars.ts";
import { fakeMachine } from "../../support/fake-machine.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A repository in Maven's layout. */
async function repository(files: Readonly<Record<string, string>>) {
  const requests: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    requests.push(url);
    const content = files[url.slice(1)];
    response.writeHead(content === undefined ? 404 : 200).end(content);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.dispose]: () => void server.close(),
  };
}

const jars: JarSource["jars"] = [
  ["org.example:one:1.0", sha256("one")],
  ["org.example.deep:two_2.13:2", sha256("two")],
];
const files = {
  "org/example/one/1.0/one-1.0.jar": "one",
  "org/example/deep/two_2.13/2/two_2.13-2.jar": "two",
};

test("without Maven the jars come straight from the repository, and only once", async () => {
  await using cache = await temporaryFolder();
  using server = await repository(files);
  const machine = fakeMachine({}, { cacheFolder: cache.path, listFolder: listed });
  const source = { jars, repository: server.url };
  const paths = await fetchKafkaJars(machine, source);
  expect(paths.map((path) => path.slice(path.lastIndexOf("/") + 1))).toEqual([
    "one-1.0.jar",
    "two_2.13-2.jar",
  ]);
  expect(await fetchKafkaJars(machine, source)).toEqual(paths);
  expect(server.requests).toHaveLength(2);
  expect(machine.lines).toHaveLength(1);
});

test("a file that is not the expected one is refused, and nothing is kept", async () => {
  await using cache = await temporaryFolder();
  using server = await repository({ ...files, "org/example/one/1.0/one-1.0.jar": "something else" });
  const machine = fakeMachine({}, { cacheFolder: cache.path, listFolder: listed });
  const fetched = fetchKafkaJars(machine, { jars, repository: server.url });
  await expect(fetched).rejects.toThrow(
    /^org\.example:one:1\.0 is not the file it should be: its SHA-256 is /,
  );
  expect(await readdir(join(cache.path, "kafka"))).toEqual([]);
});

test("a missing file is an error that says what else can be done", async () => {
  await using cache = await temporaryFolder();
  using server = await repository({});
  const machine = fakeMachine({}, { cacheFolder: cache.path, listFolder: listed });
  const fetched = fetchKafkaJars(machine, { jars, repository: server.url });
  await expect(fetched).rejects.toThrow(
    /^Could not download http:.*: it answers 404\.\nCheck the connection/,
  );
});

test("Maven goes first, and the repository is asked only when Maven fails", async () => {
  for (const works of [true, false]) {
    await using cache = await temporaryFolder();
    using server = await repository(files);
    const mvn = async (args: readonly string[]) => {
      const output = args.find((argument) => argument.startsWith("-DoutputDirectory="))?.split("=")[1] ?? "";
      for (const [path, content] of Object.entries(works ? files : {})) {
        await mkdir(dirname(join(output, path)), { recursive: true });
        await writeFile(join(output, path), content);
      }
      return works ? {} : { exitCode: 1, output: "[ERROR] offline" };
    };
    const machine = fakeMachine({ mvn }, { cacheFolder: cache.path, listFolder: listed });
    expect(await fetchKafkaJars(machine, { jars, repository: server.url })).toHaveLength(2);
    expect(server.requests).toHaveLength(works ? 0 : 2);
  }
});

test("the broker's jars are named once each, with a checksum", () => {
  const names = kafkaJars.map(([coordinates]) => jarPath(coordinates));
  expect(new Set(names).size).toBe(names.length);
  for (const [, checksum] of kafkaJars) expect(checksum).toMatch(/^[0-9a-f]{64}$/);
});

async function listed(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []);
}
