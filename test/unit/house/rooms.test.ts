import { posix } from "node:path";
import { expect, test } from "vitest";
import { nodeHost } from "../../../generator/host/node-host.ts";
import { forbidden, misplaced } from "../../house/forbidden.ts";
import { rooms } from "../../house/rooms.ts";

/** About 20 belong together; a folder with one file for each kind of something may grow a little beyond. */
const filesMax = 25;

/** The source files of both packages, by folder. */
async function folders(): Promise<ReadonlyMap<string, readonly string[]>> {
  const host = nodeHost(".");
  const paths = [...(await host.listFiles("generator")), ...(await host.listFiles("runtime"))].filter(
    (path) => /\.[jt]s$/.test(path) && !/\/(?:node_modules|dist)\//.test(path),
  );
  return Map.groupBy(paths, (path) => posix.dirname(path));
}

test("the order of folders names each folder of both packages once, and no other", async () => {
  const listed = rooms.filter((room) => !room.endsWith(".ts"));
  expect([...listed].sort()).toEqual([...(await folders()).keys()].sort());
});

test(`no folder has more than ${filesMax} files`, async () => {
  const large = [...(await folders())].filter(([, files]) => files.length > filesMax);
  expect(large.map(([folder, { length }]) => `${folder}: ${length} files`)).toEqual([]);
});

test.each([
  ["generator/ir/link.ts", "../text/model.ts"],
  ["generator/parse/grammar.ts", "chevrotain"],
  ["generator/plan/plan.ts", "seqwright-runtime/model"],
  ["generator/cli/run/run-system.ts", "seqwright-runtime/kafka"],
  ["generator/host/node-host.ts", "node:fs/promises"],
  ["runtime/engine/workflow-engine.ts", "./journal/journal.ts"],
  ["runtime/errors/decode.ts", "zod"],
  ["generated/hello/steps.gen.ts", "seqwright-runtime/model"],
  ["generated/hello/greeter.handler.ts", "./messages.gen.ts"],
  ["test/unit/compile.test.ts", "../../runtime/engine/journal/journal.ts"],
])("%s may import %s", (file, specifier) => {
  expect(forbidden(file, specifier)).toBeUndefined();
});

test.each([
  ["generator/text/model.ts", "../ir/link.ts", /^generator\/ir comes after generator\/text /],
  [
    "generator/ir/link.ts",
    "chevrotain",
    /^"chevrotain" belongs to generator\/parse, so that the parser can be/,
  ],
  [
    "generator/plan/plan.ts",
    "node:fs/promises",
    /belongs to generator\/host, .* a test can run in memory\.$/,
  ],
  ["generator/plan/plan.ts", "seqwright-runtime", /describes programs and never runs them/],
  ["generator/plan/plan.ts", "../../runtime/model/index.ts", /import it by its package's name/],
  [
    "runtime/system/start-system.ts",
    "seqwright",
    /^"seqwright" is not imported here, so that the compiler stays/,
  ],
  ["runtime/system/start-system.ts", "../../generator/compile.ts", /import it by its package's name/],
  ["runtime/engine/turn/turn.ts", "fast-check", /^"fast-check" belongs to runtime\/contract, /],
  ["runtime/engine/journal/journal.ts", "../workflow-engine.ts", /^runtime\/engine comes after/],
  ["generated/hello/greeter.handler.ts", "../other/ports.gen.ts", /nothing beside its own folder/],
  ["generated/hello/greeter.handler.ts", "seqwright", /there is no compiler/],
])("%s may not import %s", (file, specifier, reason) => {
  expect(forbidden(file, specifier)).toMatch(reason);
});

test("a file in a folder that has no place in the order is told where to enter it", () => {
  expect(misplaced("runtime/model/sagas/saga.ts")).toMatch(
    /^The folder runtime\/model\/sagas is not in test\/house\/rooms/,
  );
  expect(misplaced("runtime/model/index.ts")).toBeUndefined();
  expect(misplaced("test/unit/house/rooms.test.ts")).toBeUndefined();
});
