import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile, countCoverage } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const folder = new URL("../../precision/", import.meta.url);
const page = readFileSync(new URL("../../../docs/precision.md", import.meta.url), "utf8");

/** `| 주문-생성 | 8 | ordering, background | – |`: arrows, promises recognised, warnings. */
async function row(file: string): Promise<string> {
  const source = sourceFile(`diagrams/${file}`, readFileSync(new URL(file, folder), "utf8"));
  const { value, diagnostics } = await compile({ sources: [source], config: {}, existing: new Map() });
  const [diagram] = value;
  const kinds = diagram?.model?.policies.map(({ kind }) => kind) ?? [];
  const codes = diagnostics.map(({ code }) => `\`${code}\``);
  const { arrows } = countCoverage(diagram?.coverage ?? []);
  const name = file.replace(/\.puml$/, "");
  return `| ${name} | ${arrows} | ${kinds.join(", ") || "–"} | ${codes.join(", ") || "–"} |`;
}

test("the table of our own diagrams is what the program says of them", async () => {
  const files = readdirSync(folder)
    .map((name) => name.normalize("NFC"))
    .filter((name) => name.endsWith(".puml"))
    .toSorted();
  const said = await Promise.all(files.map(row));
  const written = [...page.matchAll(/^\| \S+ *\| *\d+ \| [^|]* \| [^|]* \|$/gm)].map(([line]) =>
    line.replaceAll(/ +/g, " "),
  );
  const names = files.map((file) => file.replace(/\.puml$/, ""));
  expect(written.filter((line) => names.some((name) => line.startsWith(`| ${name} |`)))).toEqual(said);
});
