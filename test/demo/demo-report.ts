/** Prints what a demonstration found, and remembers whether all of it is as promised. */
export interface DemoReport {
  heading(text: string): void;
  line(text: string): void;
  table(rows: readonly (readonly string[])[]): void;
  /** A promise of a diagram, and whether it was kept. */
  promise(text: string, isKept: boolean): void;
  readonly broken: number;
}

export function demoReport(print: (line: string) => void): DemoReport {
  let broken = 0;
  return {
    heading: (text) => print(`\n${text}`),
    line: (text) => print(`  ${text}`),
    table(rows) {
      const columns = Math.max(0, ...rows.map((row) => row.length));
      const widths = Array.from({ length: columns }, (_, column) =>
        Math.max(...rows.map((row) => row[column]?.length ?? 0)),
      );
      for (const row of rows)
        print(
          `  ${row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join("  ")
            .trimEnd()}`,
        );
    },
    promise(text, isKept) {
      if (!isKept) broken += 1;
      print(`  ${isKept ? "kept  " : "BROKEN"}  ${text}`);
    },
    get broken() {
      return broken;
    },
  };
}
