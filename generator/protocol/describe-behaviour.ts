import { isLeft, type Side } from "seqwright-runtime/model";
import type { DiagramModel, FragmentId, Step, StepId } from "../ir/model/diagram-model.ts";
import { positionAt, type Span } from "../source/source-file.ts";
import type { Behaviour, ComponentProtocol, Guidance } from "./model.ts";
import { participantName } from "./participant-name.ts";
import { branchText, fragmentText } from "./short-text.ts";

/** A component's step ordering for a person: numbered steps, branches with their guards and how the component knows them. */
export function describeBehaviour(model: DiagramModel, protocol: ComponentProtocol): string {
  const steps = new Map(model.steps.map((step) => [step.id, step]));
  const fragments = new Map(model.fragments.map((fragment) => [fragment.id, fragment]));
  const lines: string[] = [];
  let number = 0;

  const line = (span: Span): string => `(line ${positionAt(model.source, span.start).line})`;
  const numbered = (depth: number, text: string): void => {
    number += 1;
    lines.push(`${"  ".repeat(depth)}${number}. ${text}`);
  };
  const quoted = (id: StepId): string => `"${unquoted(steps.get(id)?.text ?? id)}"`;
  const heading = (depth: number, id: FragmentId, how: string): void => {
    const fragment = fragments.get(id);
    numbered(
      depth,
      fragment === undefined ? how : `${fragmentText(fragment)}, ${how} ${line(fragment.span)}`,
    );
  };
  const branches = (
    depth: number,
    split: Extract<Behaviour, { readonly branches: readonly Behaviour[] }>,
  ): void => {
    const fragment = fragments.get(split.fragment);
    for (const [branch, body] of split.branches.entries()) {
      const leaves = split.kind === "choice" && isLeft(split, branch);
      const text = fragment === undefined ? `branch ${branch + 1}` : branchText(fragment, branch);
      const drawn = branch === 0 || (fragment?.operator !== "opt" && fragment?.operator !== "break");
      const does = isEmpty(body) ? (leaves ? " leaves" : " goes on") : leaves ? " then leaves" : "";
      lines.push(`${"  ".repeat(depth + 1)}- ${drawn ? text : "otherwise"}:${does}`);
      describe(body, depth + 2);
    }
  };
  const describe = (behaviour: Behaviour, depth: number): void => {
    switch (behaviour.kind) {
      case "step": {
        const step = steps.get(behaviour.step);
        if (step !== undefined) numbered(depth, `${action(model, step, behaviour.side)} ${line(step.span)}`);
        return;
      }
      case "sequence":
        for (const item of behaviour.items) describe(item, depth);
        return;
      case "choice":
        heading(depth, behaviour.fragment, known(behaviour.knowledge, quoted));
        return branches(depth, behaviour);
      case "loop":
        heading(depth, behaviour.fragment, known(behaviour.knowledge, quoted));
        return describe(behaviour.body, depth + 1);
      case "parallel":
        heading(depth, behaviour.fragment, "side by side");
        return branches(depth, behaviour);
    }
  };
  describe(protocol.behaviour, 0);
  return lines.join("\n");
}

function action(model: DiagramModel, step: Step, side: Side): string {
  const text = unquoted(step.text === "" && step.kind !== "reply" ? step.method : step.text);
  const from = participantName(model, step.from);
  const to = participantName(model, step.to);
  switch (side) {
    case "receive-call":
      return `receives "${text}" from ${from}`;
    case "send-call":
      return step.kind === "reply" || step.waits ? `asks ${to} for "${text}"` : `tells ${to} "${text}"`;
    case "self":
      return `does "${text}"`;
    case "send-reply":
      return `answers ${to} with "${text}"`;
    case "receive-reply":
      return `gets "${text}" from ${from}`;
  }
}

function known(knowledge: Guidance, quoted: (id: StepId) => string): string {
  switch (knowledge.kind) {
    case "reply":
      return `told by the answer to ${quoted(knowledge.call)}`;
    case "call":
      return "told by what it receives";
    case "value":
      return `told by ${knowledge.paths.join(" and ")}`;
    case "decision": {
      const methods = knowledge.methods.map((method) => `${method}()`).join(", ");
      return knowledge.answers === "items" ? `over what ${methods} yields` : `decided by ${methods}`;
    }
    case "irrelevant":
      return "whichever is taken makes no difference here";
  }
}

function isEmpty(behaviour: Behaviour): boolean {
  return behaviour.kind === "sequence" && behaviour.items.length === 0;
}

/** What is drawn as a quotation is quoted once, not twice. */
function unquoted(text: string): string {
  return text.replace(/^"([^"]*)"$/, "$1");
}
