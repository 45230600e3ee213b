import { displayWidth, padDisplay } from "../../diagnostics/display-width.ts";

/** Lines up rows of cells: the first column to the left, the others (numbers) to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
  return rows.map((row) => `${alignRow(row, widths)}\n`).join("");
}

function alignRow(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) =>
    padDisplay(cell, widths[column] ?? 0, column === 0 ? "right" : "left"),
  );
  return cells.join("  ").trimEnd();
}
