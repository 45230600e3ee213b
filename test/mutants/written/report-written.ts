import { table } from "../../../generator/cli/report/table.ts";
import type { TriedWritten } from "./run-written.ts";

/** How many of the wrong handlers that somebody wrote each property catches, by diagram, and which are not caught. */
export function reportWritten(tried: readonly TriedWritten[]): string {
  const missed = tried.filter(({ caught }) => !caught);
  return [
    table(rows(tried, "diagram")),
    table(rows(tried, "by")),
    ...missed.map(({ diagram, name, by }) => `not caught by ${by}: ${diagram}, ${name}`),
    `${tried.length - missed.length} of ${tried.length} that people wrote are caught by the property that is meant for them.`,
    "",
  ].join("\n");
}

function rows(tried: readonly TriedWritten[], by: "diagram" | "by"): readonly (readonly string[])[] {
  const heading = by === "diagram" ? "diagram" : "meant for";
  const groups = [...Map.groupBy(tried, (one) => one[by])];
  const body = groups.map(([key, some]) => [
    key,
    String(some.length),
    String(some.filter(({ caught }) => caught).length),
  ]);
  return [[heading, "written", "caught"], ...body];
}
