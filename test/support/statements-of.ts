import type { DiagramModel } from "../../generator/ir/model/diagram-model.ts";

/** The SQL that a diagram's calls carry, with `$1`, `$2` … for its values. */
export function statementsOf(model: DiagramModel): readonly string[] {
  return model.steps.flatMap((step) =>
    step.kind !== "call"
      ? []
      : step.args.flatMap(({ value }) =>
          value.kind === "sql" ? [value.chunks.reduce((text, chunk, at) => `${text}$${at}${chunk}`)] : [],
        ),
  );
}
