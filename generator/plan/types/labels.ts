import type { CallStep, DiagramModel, ModelPolicy, Step } from "../../ir/model/diagram-model.ts";

/** What a step says, shortest: for names of tests. */
export function shortLabel(step: Step): string {
  const { meaning } = step;
  switch (meaning.kind) {
    case "call":
      return meaning.receiver === undefined ? meaning.name : `${meaning.receiver}.${meaning.name}`;
    case "http-request":
      return `${meaning.method} ${templateText(meaning.path)}`;
    case "http-response":
      return `${meaning.status} ${meaning.reason}`.trim();
    case "redis":
      return `${meaning.command} ${templateText(meaning.key)}`;
    case "sql":
      return meaning.tables.length === 0
        ? cut(step.text)
        : `${meaning.verb.toUpperCase()} ${meaning.tables.join(", ")}`;
    case "sql-intent":
      return `${meaning.verb.toUpperCase()} ${meaning.entities.join(", ")}`;
    case "throw":
      return `throw ${meaning.error}`;
    case "event":
      return meaning.caption.includes(meaning.name)
        ? meaning.caption
        : `${meaning.name} ${meaning.caption}`.trim();
    case "data":
      return meaning.name ?? (meaning.caption === "" ? cut(step.text) : cut(meaning.caption));
    default:
      return cut(meaning.caption === "" ? step.text : meaning.caption);
  }
}

/** What the diagram says of some arrows that ask for the same: each sentence once, and what their notes add. */
export function sentences(steps: readonly Step[], model: DiagramModel): readonly string[] {
  const said = steps.map(sentence);
  const noted = model.policies
    .filter((policy) => policy.origin === "note" && steps.some((step) => isAbout(policy, step)))
    .map(({ text }) => `Note: ${text}`);
  return [...new Set([...said, ...noted])].filter((line) => line !== "");
}

/** A note that also stands over others than a step's two ends only follows it in the drawing. */
function isAbout({ step, at: { participants = [] } }: ModelPolicy, { id, from, to }: Step): boolean {
  return step === id && participants.every((code) => code === from || code === to);
}

function sentence({ meaning, text }: Step): string {
  if (meaning.kind !== "prose" || meaning.details.length === 0 || meaning.caption === "") return text;
  return `${meaning.caption}: ${meaning.details.join("; ")}.`;
}

/** Says of a self-step that it validates what it is given; "check stock" asks for something else. */
export function isValidation(step: CallStep): boolean {
  return /valid|verif|검증|유효/i.test(`${step.method} ${step.text}`);
}

function templateText(template: readonly string[]): string {
  return template.map((part, index) => (index % 2 === 0 ? part : `{${part}}`)).join("");
}

const shortLength = 40;

function cut(text: string): string {
  const points = [...text];
  return points.length <= shortLength ? text : `${points.slice(0, shortLength).join("").trimEnd()}…`;
}
