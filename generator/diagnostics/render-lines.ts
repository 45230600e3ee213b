import pico from "picocolors";
import { positionAt } from "../source/source-file.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { printable, type RenderOptions, severityColor } from "./render-human.ts";

/** Diagnostics one a line, with what helps at the end: `diagrams/shop.puml:3:1 - error check/not-regenerated: … Run …` */
export function renderLines(diagnostics: readonly Diagnostic[], { color }: RenderOptions): string {
  const colors = pico.createColors(color);
  return diagnostics
    .map(({ code, severity, message, hint, source, span }) => {
      const { line, column } = positionAt(source, span.start);
      const place = colors.cyan(`${printable(source.path)}:${line}:${column}`);
      const text = printable(hint === undefined ? message : `${message} ${hint}`);
      return `${place} - ${severityColor(severity, colors)(severity)} ${colors.dim(`${code}:`)} ${text}\n`;
    })
    .join("");
}
