import { z } from "zod";
import {
  answers,
  asks,
  free,
  from,
  gets,
  receives,
  sequence,
  sqlText,
  template,
  type DiagramProtocol,
  type SqlDatabase,
} from "../../../../runtime/index.ts";

export interface OverlapCollaborators {
  readonly db: SqlDatabase;
  readonly r: { del(key: string): Promise<number> };
}

/** A asks DB, then Redis; Redis answers first. */

export const overlapProtocol: DiagramProtocol = {
  name: "overlap",
  source: "diagrams/overlap.puml",
  participants: {
    C: { role: "initiator", label: "C", line: 2 },
    A: {
      role: "component",
      label: "A",
      line: 3,
      class: "Account",
      handler: "account.handler.ts",
      collaborators: { db: "DB", r: "R" },
      background: false,
    },
    R: { role: "resource", label: "Redis", line: 4, kind: "redis" },
    DB: { role: "resource", label: "DB", line: 5, kind: "sql" },
  },
  steps: {
    "C → A: go(x: string)": {
      kind: "call",
      line: 6,
      text: "go(x: string)",
      from: "C",
      to: "A",
      within: [],
      method: "go",
      args: [{ name: "x", value: free("x"), schema: z.string() }],
      waits: true,
      readOnly: false,
    },
    "A → DB: UPDATE t": {
      kind: "call",
      line: 7,
      text: "UPDATE t SET a = 1 WHERE id = :x",
      from: "A",
      to: "DB",
      within: [],
      method: "query",
      args: [{ name: "statement", value: sqlText("UPDATE t SET a = 1 WHERE id = $1", [from("x")]) }],
      waits: true,
      readOnly: false,
    },
    "A → R: DEL k:{x}": {
      kind: "call",
      line: 8,
      text: "DEL k:{x}",
      from: "A",
      to: "R",
      within: [],
      method: "del",
      args: [{ name: "key", value: template("k:{x}") }],
      waits: true,
      readOnly: false,
    },
    "R → A: ok": {
      kind: "reply",
      line: 9,
      text: "ok",
      from: "R",
      to: "A",
      within: [],
      answers: "A → R: DEL k:{x}",
      outcome: { kind: "nothing" },
      decides: [],
    },
    "DB → A: done": {
      kind: "reply",
      line: 10,
      text: "done",
      from: "DB",
      to: "A",
      within: [],
      answers: "A → DB: UPDATE t",
      outcome: { kind: "nothing" },
      decides: [],
    },
    "A → C: done": {
      kind: "reply",
      line: 11,
      text: "done",
      from: "A",
      to: "C",
      within: [],
      answers: "C → A: go(x: string)",
      outcome: { kind: "nothing" },
      decides: [],
    },
  },
  fragments: {},
  orderings: {
    A: sequence(
      receives("C → A: go(x: string)"),
      asks("A → DB: UPDATE t"),
      asks("A → R: DEL k:{x}"),
      gets("R → A: ok"),
      gets("DB → A: done"),
      answers("A → C: done"),
    ),
  },
  policies: [],
};
