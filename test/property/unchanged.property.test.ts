import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { filesBelow } from "../support/files-below.ts";
import { diskProject, type DiskProject } from "../support/disk-project.ts";
import type { CommandRun } from "../support/scripted-terminal.ts";
import { drawing, firstShop } from "./merge/drawn-shop.ts";
import { sequence } from "./merge/merge-sequences.ts";

afterEach(() => vi.unstubAllEnvs());

const commands = [
  ["generate", "--format", "json"],
  ["check", "--format", "json"],
];

test("after any edits of diagrams and handlers, what a run lets the next one say is what that one would find", async () => {
  let replayed = 0;
  await fc.assert(
    fc.asyncProperty(sequence, async ({ rounds }) => {
      await using project = await diskProject({ "diagrams/shop.puml": drawing(firstShop) });
      await project.run("generate");
      let shop = firstShop;
      for (const [index, { developer, diagram }] of rounds.entries()) {
        const handlers = filesBelow(`${project.path}/generated`).filter((path) =>
          path.endsWith(".handler.ts"),
        );
        for (const { edit, handler } of developer) {
          const path = `generated/${handlers[handler % handlers.length] ?? ""}`;
          await project.write(path, edit(await project.read(path), `Dev${index}x`));
        }
        await project.remove(`diagrams/${shop.file}.puml`);
        shop = diagram(shop);
        await project.write(`diagrams/${shop.file}.puml`, drawing(shop));
        await project.run("generate");
        replayed += await expectSame(project);
      }
    }),
    { numRuns: 25 },
  );
  expect(replayed).toBeGreaterThan(20);
});

/** How many of the commands are answered by what the last run has kept: each as the command itself answers. */
async function expectSame(project: DiskProject): Promise<number> {
  const answers: { readonly kept: CommandRun; readonly full: CommandRun }[] = [];
  for (const argv of commands) {
    const kept = await project.replay(...argv);
    if (kept === undefined) continue;
    vi.stubEnv("SEQWRIGHT_CACHE", "off");
    answers.push({ kept, full: await project.run(...argv) });
    vi.unstubAllEnvs();
  }
  expect(answers.map(({ kept }) => kept)).toEqual(answers.map(({ full }) => full));
  return answers.length;
}
