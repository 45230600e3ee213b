import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { lineOf, section } from "./section.ts";

/** What looks like SQL and is read as words. */
export function refusedSql(model: DiagramModel): string {
  const rows = model.refusedSql.map(
    ({ text, reason, hint, span }) =>
      `line ${lineOf(model, span)}  ${text.replaceAll(/\s+/g, " ")}: ${reason}${hint === undefined ? "" : `. ${hint}`}`,
  );
  return section("Read as words, because PostgreSQL refuses it", rows.join("\n"));
}
