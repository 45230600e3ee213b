import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runCommandLine } from "../../../generator/cli/run-command-line.ts";
import { nodeHost } from "../../../generator/host/node-host.ts";
import config from "../../../seqwright.config.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const root = new URL("../../../", import.meta.url);
const name = "event-콘텐츠생성완료구독";
const readme = readFileSync(new URL("README.md", root), "utf8");

interface Part {
  /** "you" change it, or `generate` does. */
  readonly who: string;
  readonly path: string;
  readonly before: string;
  readonly now: string;
}

/** The tour's blocks, ```` ```diff tour <who> <path> ````, in their order: lines that stay, go and come. */
function tour(): readonly Part[] {
  return [...readme.matchAll(/^```diff tour (\S+) (\S+)\n([^]*?)^```$/gm)].map(
    ([, who = "", path = "", text = ""]) => {
      const side = (mark: string): string =>
        text
          .split("\n")
          .slice(0, -1)
          .filter((line) => line === "" || line.startsWith(" ") || line.startsWith(mark))
          .map((line) => `${line.slice(1)}\n`)
          .join("");
      return { who, path, before: side("-"), now: side("+") };
    },
  );
}

/** What a part makes of a file: it is there just once. */
function changed(text: string, { path, before, now }: Part): string {
  const parts = text.split(before);
  expect([path, before, parts.length]).toEqual([path, before, 2]);
  return parts.join(now);
}

test("the README's tour: three changes of a diagram arrive in filled-in handlers", async () => {
  await using project = await temporaryFolder();
  const at = (path: string): string => join(project.path, path);
  const read = (path: string): Promise<string> => readFile(at(path), "utf8");
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), text);
  };
  const seqwright = async (command: string): Promise<string> => {
    let told = "";
    await runCommandLine([command], {
      open: () => nodeHost(project.path),
      out: (text) => void (told += text),
      err: (text) => void (told += text),
      color: false,
      isInteractive: false,
    });
    return told;
  };
  await write("package.json", '{ "type": "module" }');
  await write("seqwright.config.ts", `export default ${JSON.stringify({ glossary: config.glossary })};\n`);
  await write(`diagrams/${name}.puml`, readFileSync(new URL(`diagrams/${name}.puml`, root), "utf8"));
  await seqwright("generate");
  const handlers = ["event-handler.handler.ts", "event-repository.handler.ts"].map(
    (file) => `generated/${name}/${file}`,
  );
  for (const path of handlers) await write(path, readFileSync(new URL(encodeURI(path), root), "utf8"));

  const parts = tour();
  const diagrams = parts.filter(({ path }) => path.endsWith(".puml"));
  expect(diagrams).toHaveLength(3);
  const told: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.who !== "you") continue;
    await write(part.path, changed(await read(part.path), part));
    if (!diagrams.includes(part)) continue;
    const next = parts.findIndex(({ who }, other) => other > index && who === "you");
    const arrived = parts.slice(index + 1, next < 0 ? undefined : next);
    expect(arrived.length).toBeGreaterThan(0);
    const before = new Map(
      await Promise.all(handlers.map(async (path) => [path, await read(path)] as const)),
    );
    for (const one of arrived) before.set(one.path, changed(before.get(one.path) ?? "", one));
    told.push(await seqwright("generate"));
    // What is shown is all that changed.
    for (const path of handlers) expect(await read(path)).toBe(before.get(path));
  }
  expect(told.filter((text) => /emit\/(?!renamed-member)/.test(text))).toEqual([]);
  const sentences = [...readme.matchAll(/^> (.*emit\/renamed-member.*)$/gm)].map(
    ([, sentence = ""]) => sentence,
  );
  expect(sentences).toHaveLength(1);
  expect(told.join("")).toContain(sentences[0]);
  expect(await seqwright("check")).toContain("generated/ matches the diagrams.\n");
});
