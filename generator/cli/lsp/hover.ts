import { type Hover, MarkupKind } from "vscode-languageserver/node";
import { explainLine, explainParticipant } from "../../explain/explain-line.ts";
import { positionAt } from "../../source/source-file.ts";
import type { Analysis } from "./analyse.ts";
import { rangeOf } from "./to-lsp.ts";
import { nameAt } from "./written-names.ts";

/** What `seqwright explain` says of the participant or the line that is pointed at; undefined where it says nothing. */
export function hoverAt({ compiled }: Analysis, offset: number): Hover | undefined {
  for (const diagram of compiled.diagrams) {
    const { source, interaction } = diagram;
    if (interaction === undefined || offset < interaction.span.start || offset > interaction.span.end)
      continue;
    const { line } = positionAt(source, offset);
    const name = nameAt(source, offset);
    const said = [
      ...(name === undefined ? [] : [explainParticipant(diagram, name.code)]),
      explainLine(diagram, line),
    ];
    const text = said.filter((part) => part !== "").join("\n");
    if (text === "") return undefined;
    return {
      contents: { kind: MarkupKind.Markdown, value: asItIs(text) },
      ...(name === undefined ? {} : { range: rangeOf(source, name.span) }),
    };
  }
  return undefined;
}

/** Diagrams are untrusted: nothing in them is Markdown. */
function asItIs(text: string): string {
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(ticks + 1);
  return `${fence}text\n${text}\n${fence}`;
}
