import type { DiagramModel, ModelPolicy } from "../../ir/model/diagram-model.ts";
import type { Covered } from "../model/coverage.ts";

/** What became of every line of the notes, and of promises that dividers and comments make. */
export function coveredNotes({ policies, remarks }: DiagramModel): readonly Covered[] {
  return [
    ...policies
      .filter(({ origin }) => origin !== "branch")
      .map((policy): Covered => ({
        subject: "note",
        text: policy.text.trim(),
        ...kept(policy),
        span: policy.span,
      })),
    ...remarks.map(({ kind, text, span }): Covered => ({
      subject: "note",
      text,
      became: "words",
      how: said[kind],
      span,
    })),
  ];
}

const said = {
  heading: "a heading",
  example: "an example: it shows types",
  prose: "no promise that is known",
} as const;

function kept({ keptBy, whyNot }: ModelPolicy): Pick<Covered, "became" | "how" | "cause"> {
  const [keeper] = keptBy;
  if (keeper === undefined)
    return {
      became: "not covered",
      how: `recorded, nobody keeps it: ${whyNot ?? "nothing checks it yet"}`,
      cause: { kind: "unkept" },
    };
  if (keeper.by === "runtime") return { became: "code", how: `the runtime: ${keeper.how}` };
  const who = keeper.property === undefined ? "a check of the diagram" : `the property "${keeper.property}"`;
  return { became: "check", how: `${who}: ${keeper.how}` };
}
