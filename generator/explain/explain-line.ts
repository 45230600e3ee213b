import { explain } from "./explain.ts";

/** What the explanation of a diagram says of one line, under the titles of its parts; empty where it says nothing. */
export function explainLine(diagram: Parameters<typeof explain>[0], line: number): string {
  return partsOf(explain(diagram), (row, isInside) => {
    const [, own = "", text] = /^line (\d{1,9}) {2}([^]*)$/.exec(row) ?? [];
    if (text !== undefined) return Number(own) === line ? text : undefined;
    return isInside || row.endsWith(`(line ${line})`) || row.includes(`, line ${line}:`) ? row : undefined;
  });
}

/** What it says of a participant. */
export function explainParticipant(diagram: Parameters<typeof explain>[0], code: string): string {
  return partsOf(explain(diagram), (row) =>
    row.startsWith(`${code}: `) || row.startsWith(`${code} "`) ? row : undefined,
  );
}

/** The parts of an explanation with the rows that are asked for, each with those that are indented below it. */
function partsOf(explanation: string, pick: (row: string, isInside: boolean) => string | undefined): string {
  const parts = explanation.split("\n\n").flatMap((part) => {
    const [title = "", , ...rows] = part.split("\n");
    let isInside = false;
    const picked = rows.flatMap((row) => {
      const isBelow = row.startsWith("    ") && !/^ {4,}(?:\d+\.|-) /.test(row);
      const text = pick(isBelow ? row.slice(2) : row.trimStart(), isBelow && isInside);
      if (!isBelow) isInside = text !== undefined;
      return text === undefined ? [] : [`  ${text}`];
    });
    return picked.length === 0 ? [] : [[title, ...picked].join("\n")];
  });
  return parts.join("\n");
}
