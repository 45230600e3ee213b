import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { lineOf, section } from "./section.ts";

/** What stands in notes and is no promise. */
export function remarks(model: DiagramModel): string {
  const rows = model.remarks.map(
    (remark) =>
      `line ${lineOf(model, remark.span)}  ${remark.kind === "prose" ? "" : `[${remark.kind}] `}${remark.text}`,
  );
  return section("Note lines not recognised as policies", rows.join("\n") || "none");
}
