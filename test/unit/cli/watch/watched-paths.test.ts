import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WatchedPaths } from "../../../../generator/cli/watch/watched-paths.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

test("a save that follows another at once is told, too", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "shop.puml");
  await writeFile(path, "a");
  await using watched = await WatchedPaths.open(
    { folder: folder.path, files: [] },
    new AbortController().signal,
  );
  await writeFile(path, "b");
  expect(await watched.next()).toEqual([path]);
  // Within the time in which the watching library holds a second change back: 50 ms.
  await writeFile(path, "c");
  expect(await watched.next()).toEqual([path]);
});
