import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import type { Provision } from "../../ir/model/provision.ts";
import { section } from "./section.ts";

type Why = Extract<Provision, { readonly by: "nobody" }>["why"];

/** Participants to whom nobody gives code, and why. */
export function withoutCode(model: DiagramModel): string {
  const rows = model.participants.flatMap(({ code, provision }) =>
    provision.by === "nobody" ? [`${code}: ${reasons[provision.why]}`] : [],
  );
  return section("Participants without code", rows.join("\n"));
}

const reasons: Readonly<Record<Why, string>> = {
  outside: "it acts from outside, so its own work is not generated",
  border: "it is the border of the diagram",
  "never asked": "nobody asks it for anything",
  "never called": "nobody calls it, and it does nothing by itself",
};
