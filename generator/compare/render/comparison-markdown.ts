import { type DiagramComparison, isBreaking } from "../change.ts";
import { comparisonPlantuml } from "./comparison-plantuml.ts";
import { placeText } from "./place-text.ts";
import { reasonsOf, summary, verdictsOf } from "./verdicts.ts";

/** The changes as a comment on a pull request. */
export function comparisonMarkdown(comparisons: readonly DiagramComparison[], remarks: string): string {
  const parts = comparisons.map(oneDiagram);
  return [`## Sequence diagrams\n\n${summary(comparisons)}. ${plain(remarks)}\n`, ...parts].join("\n");
}

function oneDiagram(comparison: DiagramComparison): string {
  const { before, now, changes } = comparison;
  const path = (now ?? before)?.source.path ?? comparison.name;
  const rows = changes.map((change) => {
    const cells = [
      isBreaking(change) ? "**breaking**" : "compatible",
      plain(`${placeText(change)}: ${change.words}`),
      reasonsOf(change).map(plain).join("<br>"),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const verdicts = verdictsOf(comparison).map(
    ({ participant, verdict }) =>
      `${plain(participant)}: ${verdict === "breaking" ? "**breaking**" : verdict}`,
  );
  return [
    `### ${plain(path)}`,
    "",
    "| | change | for whom |",
    "| --- | --- | --- |",
    ...rows,
    "",
    verdicts.join(", "),
    "",
    "<details><summary>As a diagram</summary>",
    "",
    ...fenced(comparisonPlantuml([comparison])),
    "",
    "</details>",
    "",
  ].join("\n");
}

/** A text in which nothing is Markdown, HTML, a mention or the end of a cell. */
function plain(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .replaceAll(/[\\`*_{}[\]()#+!|~$&<>@-]/g, (mark) => entities[mark] ?? `\\${mark}`);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;" };

/** A block of code with a fence that its text cannot end. */
function fenced(text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}plantuml`, text.trimEnd(), fence];
}
