import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeAbandonedServices } from "../../../generator/services/abandoned-services.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("several processes may tidy up after the same one at the same time", async () => {
  await using folder = await temporaryFolder();
  for (let round = 0; round < 2; round += 1) {
    const root = join(folder.path, "private", `p-${round}`);
    await mkdir(root, { recursive: true });
    await writeFile(join(root, "owner.json"), JSON.stringify({ pid: 999_999_999, identity: "gone" }));
    await Promise.all(Array.from({ length: 4 }, () => removeAbandonedServices(folder.path)));
    expect(existsSync(root)).toBe(false);
  }
});
