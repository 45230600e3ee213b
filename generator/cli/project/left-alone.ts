import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { FileDifference } from "../../host/diff-files.ts";
import type { OutputFile } from "../../host/output-file.ts";
import { normalised } from "../../manifest/content-hash.ts";
import { sourceFile, type Span } from "../../source/source-file.ts";
import type { Project } from "./project.ts";

/** What is said of files that are not written because somebody else has: where they first differ from what is wanted. */
export async function leftAlone(
  differences: readonly FileDifference[],
  wanted: readonly OutputFile[],
  { config, output }: Project,
): Promise<readonly Diagnostic[]> {
  const contents = new Map(wanted.map(({ path, content }) => [path.normalize("NFC"), content]));
  const noticed: Diagnostic[] = [];
  for (const { path, state } of differences) {
    if (state !== "edited" && state !== "foreign") continue;
    const shown = `${config.output}/${path}`;
    const source = sourceFile(shown, (await output.readFile(path)) ?? "");
    const at = { source, span: firstDifference(source.text, contents.get(path) ?? source.text) };
    noticed.push(
      diagnostic(state === "edited" ? "emit/edited-file" : "emit/foreign-file", { file: shown }, at),
    );
  }
  return noticed;
}

/** The first line that is not the same; the start of the text where all are. */
function firstDifference(text: string, wanted: string): Span {
  const lines = normalised(wanted).split("\n");
  let start = 0;
  for (const [index, line] of text.split("\n").entries()) {
    if (normalised(line) !== lines[index] && line.replace(/\r$/, "") !== lines[index])
      return { start, end: start + line.replace(/\r$/, "").length };
    start += line.length + 1;
  }
  return { start: 0, end: 0 };
}
