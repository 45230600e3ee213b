import type { Lifeline } from "../../interaction/model.ts";
import { camelCase, pascalCase } from "../../text/lexical/make-identifier.ts";
import { stripMarkup } from "../../text/lexical/strip-markup.ts";
import type { Participant, Role } from "../model/diagram-model.ts";
import { configuredName, type Overrides } from "../model/overrides.ts";
import type { Traffic } from "../drawing/traffic.ts";
import { deduceRole } from "./deduce-role.ts";
import { withoutOutsideMark } from "./outside-party.ts";
import { topicInLabel } from "./topic-in-label.ts";

/** A participant before it is known what is asked of it. */
export type DescribedParticipant = Omit<Participant, "operations" | "collaborators" | "goesOn" | "provision">;

/** Gives every lifeline its role and its names, each with the reason for it. */
export function describeParticipant(
  lifeline: Lifeline,
  traffic: Traffic,
  overrides: Overrides,
): DescribedParticipant {
  const lines = lifeline.display.lines
    .map((line) => stripMarkup(line.text).trim())
    .filter((line) => line !== "");
  const label = lines.join(" ") || lifeline.code;
  const deduced = deduceRole(lifeline, label, traffic, overrides.roles[lifeline.code]);
  return {
    code: lifeline.code,
    label,
    ...deduced,
    topic: topicInLabel(lines, deduced.kind),
    typeName: typeName(lifeline.code, label, overrides),
    fieldName: fieldName(lifeline.code, label, overrides),
    span: lifeline.span,
  };
}

function typeName(code: string, label: string, overrides: Overrides): string {
  const configured = configuredName(overrides, code, label);
  if (configured !== undefined) return pascalCase(configured);
  const name = withoutOutsideMark(label);
  const latin = /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}\p{S}]+$/u;
  // A Latin code reads better in code than a translated label, but a label that is a name already is the name itself.
  return pascalCase(!latin.test(name) && latin.test(code) ? code : name, "Participant");
}

function fieldName(code: string, label: string, overrides: Overrides): string {
  return camelCase(code === label ? (configuredName(overrides, code, label) ?? label) : code, "participant");
}

/** The diagram's border as a participant, for arrows that come from or go to nowhere. */
export function borderParticipant(code: "[" | "]", span: Participant["span"]): DescribedParticipant {
  const side = code === "[" ? "left" : "right";
  return {
    code,
    label: `${side} border`,
    role: "initiator" satisfies Role,
    kind: undefined,
    reason: `arrows from or to the ${side} border come from outside the diagram`,
    topic: undefined,
    typeName: side === "left" ? "Outside" : "OutsideRight",
    fieldName: side === "left" ? "outside" : "outsideRight",
    span,
  };
}
