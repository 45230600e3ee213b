import type { DiagramModel } from "../../ir/model/diagram-model.ts";
import type { Transaction } from "../../ir/model/transaction.ts";
import { earlyAnswers } from "../../ir/transactions/early-answers.ts";
import { lineOf, section, stepLines } from "./section.ts";

/** Which steps happen as a whole or not at all. */
export function transactions(model: DiagramModel): string {
  const lines = stepLines(model);
  const rows = model.transactions.map((one) => {
    const { said, text, steps, openings, span } = one;
    const inside = steps.map((step) => lines.get(step)).join(", ");
    const by = openings.map(({ component, database }) => `${component} on ${database}`).join(", ");
    const opened = by === "" ? "" : `; code: opened by ${by}`;
    const early = earlyAnswers(one, model).map(
      ({ answer, effect }) => `\n  line ${lineOf(model, answer.span)}  "${answer.text}" ${effect} it`,
    );
    return `line ${lineOf(model, span)}  ${saidBy[said]} "${text}": ${inside === "" ? "nothing stands inside" : `lines ${inside}`}${opened}${early.join("")}`;
  });
  return section("Transactions", rows.join("\n"));
}

const saidBy: Readonly<Record<Transaction["said"], string>> = {
  divider: "divider",
  frame: "frame",
  note: "note",
  directive: "comment",
  arrows: "from",
};
