import type { DiagramModel, Participant, Step } from "../../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../../protocol/model.ts";
import { stepsIn } from "../context/drawn-operations.ts";
import type { ContractComponent, ContractFile, ContractTest } from "../model/emit-plan.ts";
import type { HandlerFile } from "../model/handler-plan.ts";
import type { DiagramNames } from "../model/names.ts";
import { factoryOf } from "./factory-of.ts";

/** The contract tests: each component against scripted collaborators, then all of them together. */
export function planContractFile(
  model: DiagramModel,
  protocols: readonly ComponentProtocol[],
  names: DiagramNames,
  handlers: readonly HandlerFile[],
): ContractFile {
  const components = protocols.flatMap((protocol) => planComponent(protocol, model, handlers));
  return {
    kind: "contract",
    path: "contract.gen.test.ts",
    diagram: names.folder,
    components,
    together: planTogether(model),
  };
}

function planComponent(
  protocol: ComponentProtocol,
  model: DiagramModel,
  handlers: readonly HandlerFile[],
): readonly ContractComponent[] {
  const participant = model.participants.find(({ code }) => code === protocol.component);
  const handler = handlers.find((file) => file.participant === protocol.component);
  if (participant === undefined || handler === undefined) return [];
  return [
    {
      code: participant.code,
      label: participant.label,
      factory: factoryOf(handler),
      tests: testsOf(participant, protocol, model),
    },
  ];
}

function testsOf(
  { code, label }: Participant,
  protocol: ComponentProtocol,
  model: DiagramModel,
): readonly ContractTest[] {
  const ids = new Set(
    stepsIn(protocol.behaviour)
      .filter(({ side }) => side !== "receive-reply")
      .map(({ step }) => step),
  );
  const drawn = model.steps.filter(({ id }) => ids.has(id));
  const callsOthers = model.steps.some(
    (step) => step.kind === "call" && step.from === code && step.to !== code,
  );
  const tests: readonly ContractTest[] = [
    { property: "order", name: `order: ${path(drawn)}` },
    { property: "coverage", name: `coverage: every arrow and branch at ${label} is exercised` },
  ];
  const fault: ContractTest = {
    property: "fatalFault",
    name: `fatal fault: an unrecoverable error at any arrow of ${label} fails at once`,
  };
  return callsOthers ? [...tests, fault] : tests;
}

function planTogether(model: DiagramModel): readonly ContractTest[] {
  const triggers = model.steps.filter((step) => step.kind === "call" && isFromOutside(step, model));
  const typed = triggers.filter(
    (step) => step.kind === "call" && step.args.some(({ type }) => type.kind !== "port"),
  );
  const tests: readonly ContractTest[] = [
    { property: "order", name: `order: ${path(model.steps.filter(({ kind }) => kind !== "reply"))}` },
    { property: "coverage", name: "coverage: every arrow and branch is exercised" },
  ];
  const refused = [...new Set(typed.map(({ brief }) => brief))].join(", ");
  const badInput: ContractTest = {
    property: "badInput",
    name: `bad input: a malformed payload of ${refused} is refused and changes nothing`,
  };
  return typed.length === 0 ? tests : [...tests, badInput];
}

function isFromOutside(step: Step, model: DiagramModel): boolean {
  const sender = model.participants.find(({ code }) => code === step.from);
  const receiver = model.participants.find(({ code }) => code === step.to);
  return receiver?.role === "component" && (sender === undefined || sender.role === "initiator");
}

const stepsShown = 6;

/** The first steps in the diagram's words, joined with arrows. */
function path(steps: readonly Step[]): string {
  const labels = steps
    .map((step) => step.brief.trim())
    .filter((label) => label !== "")
    .filter((label, index, all) => label !== all[index - 1]);
  if (labels.length === 0) return "as drawn";
  return [...labels.slice(0, stepsShown), ...(labels.length > stepsShown ? ["…"] : [])].join(" → ");
}
