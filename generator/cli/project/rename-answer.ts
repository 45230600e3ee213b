import type { RenameAnswer } from "../../merge/recognise/rename-answers.ts";
import { UsageError } from "../context/usage-error.ts";
import type { CompiledProject } from "./compile-project.ts";

/** Reads `Orders.markPaid=settle`; without a class, every handler is meant that has both. */
export function renameAnswer(text: string): RenameAnswer {
  const [left = "", to = "", ...more] = text.split("=");
  const dot = left.indexOf(".");
  const answer = { className: dot < 0 ? undefined : left.slice(0, dot), from: left.slice(dot + 1), to };
  if (answer.from === "" || to === "" || more.length > 0)
    throw new UsageError(
      `--renamed takes the old name and the new one, such as Orders.markPaid=settle, not "${text}".`,
    );
  return answer;
}

/** Refuses what is said of a rename that there is not, before anything is written. */
export function checkAnswered(answers: readonly RenameAnswer[], { diagrams }: CompiledProject): void {
  const used = new Set(diagrams.flatMap(({ merge }) => merge?.answered ?? []));
  const [open] = answers.filter((answer) => !used.has(answer));
  if (open === undefined) return;
  const { className, from, to } = open;
  const name = className === undefined ? from : `${className}.${from}`;
  throw new UsageError(
    `Nothing was written: --renamed ${name}=${to} fits no handler. It takes a method "${from}" that the diagram does not ask for any more, and a method "${to}" that it asks for and that is not filled in yet.`,
  );
}
