import {
  branchPrefix,
  isFrame,
  numbered,
  stepName,
  type SqlParser,
  type SqlTables,
} from "seqwright-runtime/model";
import { understandMessage } from "../../text/messages/understand-message.ts";
import type { Meaning } from "../../text/model.ts";
import type { StepId } from "../model/diagram-model.ts";
import { asTablesSay } from "./drawn-statements.ts";
import type { Arrow, OutlineElement } from "./outline.ts";
import { oneLine } from "./outline.ts";
import type { PairedKind, Pairing } from "./pairing.ts";

/** An arrow with what it is, what it says, and the name it goes by. */
export interface ReadArrow extends Arrow {
  readonly paired: PairedKind;
  readonly meaning: Meaning;
  /** The label on one line. */
  readonly text: string;
  readonly id: StepId;
  /** What the identities of everything in its branch begin with. */
  readonly prefix: string;
}

/** Understands every arrow's text and gives it its identity: sender, receiver, label and the branches around it. */
export function readArrows(
  body: readonly OutlineElement[],
  pairing: Pairing,
  sql: SqlParser | undefined,
  tables?: SqlTables,
): readonly ReadArrow[] {
  const taken = new Map<string, number>();
  const read: ReadArrow[] = [];

  const visit = (elements: readonly OutlineElement[], prefix: string): void => {
    for (const element of elements) {
      if (element.kind === "arrow") {
        const { arrow } = element;
        const paired = pairing.kinds.get(arrow.index) ?? { kind: "call" };
        const understood = understandMessage(arrow.label, {
          direction: paired.kind === "reply" ? "reply" : "request",
          sql,
        });
        const meaning = asTablesSay(understood, tables);
        const to = paired.kind === "reply" ? paired.to : arrow.to;
        const base = prefix + stepName(arrow.from, to, shortLabel(meaning, oneLine(arrow.label)));
        const count = (taken.get(base) ?? 0) + 1;
        taken.set(base, count);
        read.push({
          ...arrow,
          to,
          paired,
          meaning,
          text: oneLine(arrow.label),
          id: numbered(base, count),
          prefix,
        });
      } else if (element.kind === "fragment") {
        const { fragment } = element;
        fragment.branches.forEach(({ body, label }, position) => {
          visit(body, isFrame(fragment.operator) ? prefix : branchPrefix(fragment.id, position, label));
        });
      }
    }
  };

  visit(body, "");
  return read;
}

/** The part of a label that identifies its arrow, without the prose and the payload around it. */
export function shortLabel(meaning: Meaning, text: string): string {
  switch (meaning.kind) {
    case "event":
      return meaning.name;
    case "http-request":
      return `${meaning.method} ${templateText(meaning.path)}`;
    case "http-response":
      return `${meaning.status} ${meaning.reason}`.trim();
    case "sql":
      return meaning.tables.length === 0
        ? shorten(text)
        : `${meaning.verb.toUpperCase()} ${meaning.tables.join(", ")}`;
    case "redis":
      return `${meaning.command} ${templateText(meaning.key)}`;
    case "redis-key":
      return templateText(meaning.key);
    case "data":
      return meaning.name ?? (meaning.caption === "" ? shorten(text) : shorten(meaning.caption));
    case "throw":
      return meaning.error;
    case "call":
    case "sql-intent":
    case "nothing":
    case "return-type":
    case "name":
    case "prose":
      return shorten(text);
  }
}

/** A template as the diagram writes it: `job:{jobId}`. */
export function templateText(template: readonly string[]): string {
  return template.map((part, position) => (position % 2 === 0 ? part : `{${part}}`)).join("");
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= 60 ? text : `${characters.slice(0, 59).join("")}…`;
}
