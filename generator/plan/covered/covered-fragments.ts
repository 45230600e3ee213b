import type { DiagramModel, Fragment, FragmentBranch } from "../../ir/model/diagram-model.ts";
import type { Behaviour, ComponentProtocol, Guidance } from "../../protocol/model.ts";
import type { Covered } from "../model/coverage.ts";
import type { PlannedClasses } from "./planned-classes.ts";

/** How a component finds its way through a fragment. */
interface Way {
  readonly protocol: ComponentProtocol;
  readonly knowledge: Guidance;
}

/** What became of each guard and each loop: who decides it, and by what. */
export function coveredFragments(
  model: DiagramModel,
  protocols: readonly ComponentProtocol[],
  classes: PlannedClasses,
): readonly Covered[] {
  const ways = Map.groupBy(
    protocols.flatMap((protocol) => waysOf(protocol.behaviour, protocol)),
    ({ fragment }) => fragment,
  );
  return model.fragments.flatMap((fragment) =>
    fragment.branches.flatMap((branch, index): readonly Covered[] => {
      if (!isGuard(fragment, branch)) return [];
      const { became, how } = decided(index, ways.get(fragment.id) ?? [], fragment, classes);
      const subject = fragment.operator === "loop" ? "loop" : "guard";
      return [{ subject, text: branch.label || fragment.operator, became, how, span: branch.span }];
    }),
  );
}

/** Whether something is asked here: not at `par` and `group`, and not at the way past, which nobody draws. */
function isGuard({ operator, span, branches }: Fragment, branch: FragmentBranch): boolean {
  if (operator === "par" || operator === "group" || operator === "critical") return false;
  const isWayPast = branch.body.length === 0 && branch.span.start === span.start && branch !== branches[0];
  return !isWayPast && branch.label !== "else";
}

function waysOf(
  behaviour: Behaviour,
  protocol: ComponentProtocol,
): readonly (Way & { readonly fragment: string })[] {
  switch (behaviour.kind) {
    case "step":
      return [];
    case "sequence":
      return behaviour.items.flatMap((item) => waysOf(item, protocol));
    case "parallel":
      return behaviour.branches.flatMap((branch) => waysOf(branch, protocol));
    case "loop":
    case "choice": {
      const { fragment, knowledge } = behaviour;
      const bodies = behaviour.kind === "loop" ? [behaviour.body] : behaviour.branches;
      return [{ fragment, knowledge, protocol }, ...bodies.flatMap((body) => waysOf(body, protocol))];
    }
  }
}

function decided(
  branch: number,
  ways: readonly Way[],
  fragment: Fragment,
  classes: PlannedClasses,
): Pick<Covered, "became" | "how"> {
  const told = ways.flatMap((way) => tellOf(way, branch, fragment, classes));
  const stub = told.find(({ became }) => became === "stub");
  const [first] = told;
  if (stub !== undefined || first !== undefined) return stub ?? first ?? nobody;
  return ways.length === 0 ? nobody : outside;
}

const outside = {
  became: "check",
  how: "decided outside: the contract tests take every branch",
} as const;
const nobody = { became: "not covered", how: "no component does anything in it" } as const;

function tellOf(
  { protocol, knowledge }: Way,
  branch: number,
  fragment: Fragment,
  classes: PlannedClasses,
): readonly Pick<Covered, "became" | "how">[] {
  const { component, decisions } = protocol;
  const name = classes.className(component);
  const asked = classes.stubsAskedAt(component, fragment.id);
  if (asked === undefined || knowledge.kind === "irrelevant") return [];
  const own = decisions.find((decision) => decision.fragment === fragment.id && decision.branch === branch);
  const method = own === undefined ? undefined : classes.methodName(component, own.method);
  const stub = asked.find((stub) => stub === method) ?? asked[0];
  const why = fragment.undecided === undefined ? "" : `: ${fragment.undecided}`;
  if (stub !== undefined) return [{ became: "stub", how: `${name}.${stub} is yours to write${why}` }];
  return [{ became: "code", how: `${name} ${knownBy(knowledge)}` }];
}

function knownBy(knowledge: Exclude<Guidance, { kind: "irrelevant" }>): string {
  switch (knowledge.kind) {
    case "value":
      return `looks at ${knowledge.paths.join(" and ")}`;
    case "reply":
      return "is told by the answer";
    case "call":
      return "is told by what it receives";
    case "decision":
      return "decides by what it knows";
  }
}
