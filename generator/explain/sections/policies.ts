import type { DiagramModel, ModelPolicy } from "../../ir/model/diagram-model.ts";
import { lineOf, section } from "./section.ts";

/** The promises that notes make. */
export function policies(model: DiagramModel): string {
  const rows = model.policies.map(
    (entry) =>
      `line ${lineOf(model, entry.policy.span)}  ${policyText(entry)}  ← ${entry.policy.text.trim()}`,
  );
  return section("Policies recognised", rows.join("\n") || "none");
}

function policyText({ policy }: ModelPolicy): string {
  const said = Object.entries(policy).flatMap(([name, value]: [string, unknown]) =>
    name === "kind" || name === "span" || name === "text" || value === undefined || value === ""
      ? []
      : [
          `${name} ${Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : JSON.stringify(value)}`,
        ],
  );
  return said.length === 0 ? policy.kind : `${policy.kind} (${said.join("; ")})`;
}
