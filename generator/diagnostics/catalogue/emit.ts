import { type Fix, type Place, componentDirective, writeAbove } from "../fix.ts";

/** Problems found when code is planned (`plan/…`) and written (`emit/…`). */
export const emitDiagnostics = {
  "plan/operation-drawn-differently": {
    severity: "info",
    message: (p: {
      component: string;
      operation: string;
      method: string;
      first: number;
      other: number;
    }): string =>
      `"${p.component}" does something else for "${p.operation}" in line ${p.other} than in line ${p.first}: it asks ${p.method}() which it is.`,
    hint: (): string =>
      "Say in that method how to know, or give the calls different names where their senders know.",
  },
  "plan/acts-uncalled": {
    severity: "warning",
    message: (p: { component: string; step: string }): string =>
      `"${p.component}" begins with "${p.step}" before anything has called it: no call says which method holds that step.`,
    hint: (): string =>
      "Draw what sets it off: an arrow to it from an actor, a timer or the diagram's border.",
  },
  "plan/outside-the-system": {
    severity: "warning",
    message: (p: { names: readonly string[]; lines: readonly number[]; code: string | undefined }): string =>
      `Nobody's code covers ${linesText(p.lines)}: ${listed(p.names)} ${p.names.length === 1 ? "acts" : "act"} from outside, and no component takes part.`,
    hint: (p: { names: readonly string[]; lines: readonly number[]; code: string | undefined }): string =>
      `Who is part of the system can be made a component: \`${componentDirective(p.code ?? "<participant>")}\`.`,
    fix: (
      { code }: { names: readonly string[]; lines: readonly number[]; code: string | undefined },
      at: Place,
    ): Fix | undefined => (code === undefined ? undefined : writeAbove(at, componentDirective(code))),
  },
  "plan/work-of-a-resource": {
    severity: "warning",
    message: (p: { name: string; code: string; lines: readonly number[] }): string =>
      `Nobody's code covers what "${p.name}" does by itself: ${linesText(p.lines)}. It is taken for a resource.`,
    hint: (p: { name: string; code: string; lines: readonly number[] }): string =>
      `If it is a component, say so: \`${componentDirective(p.code)}\`.`,
    fix: (p: { name: string; code: string; lines: readonly number[] }, at: Place): Fix | undefined =>
      writeAbove(at, componentDirective(p.code)),
  },
  "plan/not-reached": {
    severity: "warning",
    message: (p: { component: string; lines: readonly number[] }): string =>
      `The code of "${p.component}" does not come to ${linesText(p.lines)}: it has answered its call before.`,
    hint: (): string => "Draw the answer last, or each way with its answer in a branch of its own.",
  },
  "plan/transaction-not-kept": {
    severity: "warning",
    message: (p: { text: string; reason: string }): string =>
      `The transaction of "${p.text.slice(0, 100)}" is not kept as it is drawn: ${p.reason}.`,
    hint: (): string =>
      "Draw BEGIN before the steps and COMMIT right after them; a branch with ROLLBACK ends with its own answer.",
  },
  "plan/refusal-commits": {
    severity: "warning",
    message: (p: { text: string; lines: readonly number[] }): string =>
      `The answer "${p.text.slice(0, 100)}" ends the transaction, and what ${linesText(p.lines)} wrote stays.`,
    hint: (): string =>
      "If it is to be undone, draw ROLLBACK before the answer, or answer with an error (throw); if it is to stay, COMMIT.",
  },
  "emit/edited-file": {
    severity: "error",
    message: (p: { file: string }): string =>
      `${p.file} was changed since it was generated. It is left as it is.`,
    hint: (): string =>
      'Bring the change into the diagram, a handler or the configuration, then run "seqwright generate --force". Formatters are to leave generated files alone.',
  },
  "emit/foreign-file": {
    severity: "error",
    message: (p: { file: string }): string =>
      `${p.file} was not written by seqwright, and stands where a generated file belongs.`,
    hint: (): string => "Move it to another name, then generate again.",
  },
  "emit/handler-differs": {
    severity: "warning",
    message: (p: { file: string; member: string }): string =>
      `${p.file}: you have changed "${p.member}", and the diagram asks for another form of it.`,
  },
  "emit/gone-member": {
    severity: "warning",
    message: (p: { file: string; member: string }): string =>
      `${p.file}: the diagram does not ask for "${p.member}" any more. It is kept.`,
    hint: (): string => "Delete it when you do not need it.",
  },
  "emit/doubtful-rename": {
    severity: "warning",
    message: (p: { file: string; className: string; from: string; to: string }): string =>
      `${p.file}: was "${p.to}" called "${p.from}"? That is likely, but not certain: "${p.from}" is kept.`,
    hint: (p: { file: string; className: string; from: string; to: string }): string =>
      `If it was, run "seqwright generate --renamed ${p.className}.${p.from}=${p.to}": its code moves along. If not, delete "${p.from}" when you do not need it.`,
  },
  "emit/renamed-member": {
    severity: "info",
    message: (p: { file: string; from: string; to: string }): string =>
      `${p.file}: "${p.from}" is "${p.to}" now, as in the diagram. Its code moved along.`,
  },
  "emit/moved-handler": {
    severity: "info",
    message: (p: { from: string; to: string; className: string }): string =>
      `${p.from} is ${p.to} now, with the class ${p.className}. Its code moved along.`,
    hint: (): string => "Other files of yours stay where they are; those that import it are yours to change.",
  },
  "emit/missing-member": {
    severity: "warning",
    message: (p: { file: string; className: string; member: string }): string =>
      `${p.file} lacks "${p.member}", which the diagram asks of ${p.className}.`,
  },
  "emit/changed-signature": {
    severity: "warning",
    message: (p: { file: string; className: string; member: string; misfit: string }): string =>
      `${p.file}: "${p.member}" of ${p.className} does not fit the diagram any more: ${p.misfit}.`,
  },
  "emit/orphaned-handler": {
    severity: "warning",
    message: (p: { file: string }): string => `${p.file} belongs to no participant of a diagram any more.`,
    hint: (): string => "Move what is still needed to a handler that is asked for, then delete the file.",
  },
  "emit/missing-class": {
    severity: "warning",
    message: (p: { file: string; className: string }): string =>
      `${p.file} has no class "${p.className}" that the contract tests could run.`,
  },
  "emit/handler-syntax": {
    severity: "error",
    message: (p: { file: string; problem: string }): string =>
      `${p.file} could not be read as TypeScript: ${p.problem}`,
    hint: (): string =>
      "It is left as it is; whether it has every member will be checked once it can be read.",
  },
} as const;

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

function linesText(lines: readonly number[]): string {
  const shown = lines.length > 10 ? [...lines.slice(0, 9), `${lines.length - 9} more`] : lines;
  return `${lines.length === 1 ? "line" : "lines"} ${shown.join(", ")}`;
}
