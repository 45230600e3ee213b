import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runCommandLine } from "../../../generator/cli/run-command-line.ts";
import { compile } from "../../../generator/compile.ts";
import { catalogue, type Severity } from "../../../generator/diagnostics/catalogue.ts";
import { nodeHost } from "../../../generator/host/node-host.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = fileURLToPath(new URL("../../../docs/diagnostics", import.meta.url));
const diagramPath = "diagrams/example.puml";

/** Codes that no one diagram can show: another limit is met first, or it takes two files, two runs, or PGlite. */
const withoutExample: ReadonlySet<string> = new Set([
  "protocol/nested-too-deeply",
  "config/folder-taken",
  "emit/edited-file",
  "check/weaker-promise",
  "check/versions-differ",
  "emit/missing-member",
  "emit/handler-differs",
  "emit/gone-member",
  "emit/doubtful-rename",
  "diff/breaking",
  "diff/compatible",
  "emit/renamed-member",
  "emit/moved-handler",
  "text/sql-does-not-fit",
  "text/sql-type-differs",
  "text/tables-not-known",
]);

interface Page {
  readonly title: string;
  readonly severity: string;
  readonly text: string;
}

type Side = "wrong" | "right";

function page(code: string): Page {
  const text = readFileSync(join(folder, `${code.replace("/", "-")}.md`), "utf8");
  const [, title = "", severity = ""] = /^# (\S+)\n\n(\w+)\./.exec(text) ?? [];
  return { title, severity, text };
}

/** The files that a page shows for one side: fences say ```` ```plantuml wrong ````, ```` ```ts right <path> ````, or are for both. */
function filesOf(text: string, side: Side): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [, language, info = "", content = ""] of text.matchAll(
    /^```(plantuml|ts)(?: (.*))?\n([^]*?)^```$/gm,
  )) {
    const [mark = "both", path = diagramPath] = info.split(" ").filter((word) => word !== "");
    if (mark === side || mark === "both")
      files.set(path, language === "ts" ? standalone(content) : expanded(content));
  }
  return files;
}

function argumentsOf(text: string, side: Side): readonly string[] {
  const [, command = "npx seqwright check"] =
    new RegExp(`^\`\`\`sh ${side}\n(.*)\n\`\`\`$`, "m").exec(text) ?? [];
  return command.split(" ").slice(2);
}

/** Comments stand for what would be too long to print: the next line, or its last word, so many times. */
function expanded(text: string): string {
  return text
    .replaceAll(/^' The next line, (\d+) times:\n(.*\n)/gm, (_, times: string, line: string) =>
      line.repeat(Number(times)),
    )
    .replaceAll(
      /^' The last word of the next line, (\d+) times:\n(.*?)(\S+)\n/gm,
      (_, times: string, start: string, word: string) =>
        `${start}${`${word} `.repeat(Number(times)).trim()}\n`,
    );
}

/** A configuration that can be imported where the package is not installed. */
function standalone(text: string): string {
  return text.replace(
    `import { defineConfig } from "seqwright";`,
    `const defineConfig = <T>(config: T): T => config;`,
  );
}

interface Noticed {
  readonly code: string;
  readonly severity: Severity;
}

async function noticed(text: string, side: Side): Promise<readonly Noticed[]> {
  const files = filesOf(text, side);
  const diagram = files.get(diagramPath);
  if (diagram !== undefined && files.size === 1 && !text.includes(`\`\`\`sh ${side}`)) {
    const { diagnostics } = await compile({
      sources: [sourceFile(diagramPath, diagram)],
      config: {},
      existing: new Map(),
    });
    return diagnostics;
  }
  await using project = await temporaryFolder();
  for (const [path, content] of [...files, ["package.json", `{ "type": "module" }`] as const]) {
    await mkdir(dirname(join(project.path, path)), { recursive: true });
    await writeFile(join(project.path, path), content);
  }
  let out = "";
  await runCommandLine([...argumentsOf(text, side), "--format", "json"], {
    open: () => nodeHost(project.path),
    out: (printed) => void (out += printed),
    err: () => undefined,
    color: false,
    isInteractive: false,
  });
  const document = JSON.parse(out) as { readonly diagnostics: readonly Noticed[] };
  return document.diagnostics;
}

test("every diagnostic has a page, and every page a diagnostic", () => {
  expect(readdirSync(folder).toSorted()).toEqual(
    Object.keys(catalogue)
      .map((code) => `${code.replace("/", "-")}.md`)
      .toSorted(),
  );
});

const severities: Readonly<Record<Severity, string>> = { error: "Error", warning: "Warning", info: "Remark" };

test.each(Object.entries(catalogue))("the page of %s has its name and severity", (code, { severity }) => {
  expect(page(code)).toMatchObject({ title: code, severity: severities[severity] });
});

const shown = Object.keys(catalogue).filter((code) => !withoutExample.has(code));

test.each(shown)("the wrong example of %s is reported with it", async (code) => {
  const codes = (await noticed(page(code).text, "wrong")).map((one) => one.code);
  expect(codes).toContain(code);
});

test.each(shown)("the right example of %s is not, and has no error", async (code) => {
  const problems = await noticed(page(code).text, "right");
  expect(problems.filter((one) => one.code === code || one.severity === "error")).toEqual([]);
});
