import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import { participantName } from "../../protocol/participant-name.ts";
import { positionAt } from "../../source/source-file.ts";
import type { Covered, Uncovered } from "../model/coverage.ts";

type Cause = Extract<Uncovered, { readonly codes: readonly string[] }>;

/** Says of each cause once which lines nobody's code covers, at the first of them. What others say already is left to them. */
export function coverageWarnings(coverage: readonly Covered[], model: DiagramModel): readonly Diagnostic[] {
  // Where nobody is a component, `link/no-component` says it all.
  if (!model.participants.some(({ role }) => role === "component")) return [];
  const uncovered = coverage.flatMap(({ cause, ...rest }) =>
    cause === undefined ? [] : [{ ...rest, cause }],
  );
  const groups = Map.groupBy(uncovered, ({ cause }) => groupOf(cause));
  return [...groups.values()].flatMap((group) => warningOf(group, model));
}

/** All that is drawn outside is one cause; else each participant is one. */
function groupOf(cause: Uncovered): string {
  return cause.kind === "outside" || !("codes" in cause)
    ? cause.kind
    : `${cause.kind} ${cause.codes.join(" ")}`;
}

type Group = readonly (Covered & { readonly cause: Uncovered })[];

function warningOf(group: Group, model: DiagramModel): readonly Diagnostic[] {
  const { source } = model;
  const [first] = group;
  if (first === undefined) return [];
  const lines = [...new Set(group.map(({ span }) => positionAt(source, span.start).line))];
  const at = { source, span: first.span };
  const codes = [...new Set(group.flatMap(({ cause }) => ("codes" in cause ? cause.codes : [])))];
  const names = codes.map((code) => participantName(model, code));
  switch (first.cause.kind) {
    case "outside":
      return [diagnostic("plan/outside-the-system", { names, lines, code: insider(codes) }, at)];
    case "resource":
      return [
        diagnostic("plan/work-of-a-resource", { name: names[0] ?? "", code: codes[0] ?? "", lines }, at),
      ];
    case "left out":
      return [diagnostic("plan/not-reached", { component: names[0] ?? "", lines }, at)];
    // `plan/acts-uncalled`, `link/nobodys-reference`, `link/lost-message` and `policy/nobody-keeps` say it.
    case "uncalled":
    case "reference":
    case "lost":
    case "unkept":
      return [];
  }
}

/** Whom a hint can make a component of. */
function insider(codes: readonly Cause["codes"][number][]): string | undefined {
  return codes.find((code) => code !== "[" && code !== "]");
}
