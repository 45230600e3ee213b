import { z } from "zod";
import type { DiagramProtocol, SqlDatabase } from "../../../../runtime/index.ts";
import { free, from, sqlText, template } from "../../../../runtime/model/index.ts";
import { ordering } from "./ordering.ts";

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
      args: [{ name: "x", value: free("x"), type: z.string() }],
      waits: true,
      readOnly: false, decides: [],
    },
    "A → DB: UPDATE t": {
      kind: "call",
      line: 7,
      text: "UPDATE t SET a = 1 WHERE id = :x",
      from: "A",
      to: "DB",
      within: [],
      method: "query",
      args: [{ name: "statement", value: sqlText`UPDATE t SET a = 1 WHERE id = ${from("x")}` }],
      waits: true,
      readOnly: false, decides: [],
    },
    "A → R: DEL k:{x}": {
      kind: "call",
      line: 8,
      text: "DEL k:{x}",
      from: "A",
      to: "R",
      within: [],
      method: "del",
      args: [{ name: "key", value: template`k:${"x"}` }],
      waits: true,
      readOnly: false, decides: [],
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
    A: ordering(
      "C → A: go(x: string)",
      "A → DB: UPDATE t",
      "A → R: DEL k:{x}",
      "R → A: ok",
      "DB → A: done",
      "A → C: done",
    ),
  },
  policies: [],
};
