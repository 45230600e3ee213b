import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { section } from "./section.ts";
import { typeText } from "../../ir/model/type-text.ts";

/** What payloads look like, and which types are only named. */
export function types(model: DiagramModel): string {
  const rows = model.types.map((type) =>
    type.origin === "opaque"
      ? `${type.name}: only named by the diagram; describe it under "types" in seqwright.config.ts`
      : `${type.name} = ${typeText(type.type)}${type.origin === "configured" ? " (configured)" : ""}`,
  );
  return section("Types", rows.join("\n"));
}
