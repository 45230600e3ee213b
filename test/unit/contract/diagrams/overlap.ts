import { z } from "zod";
import {
  free,
  from,
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
    A: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [{ step: "C → A: go(x: string)", to: "after receiving go(x: string)" }],
        "after receiving go(x: string)": [
          { step: "A → DB: UPDATE t", to: "after sending UPDATE t SET a = 1 WHERE id = :x" },
        ],
        "after sending UPDATE t SET a = 1 WHERE id = :x": [
          { step: "A → R: DEL k:{x}", to: "after sending DEL k:{x}" },
        ],
        "after sending DEL k:{x}": [{ step: "R → A: ok", to: "after answer ok" }],
        "after answer ok": [{ step: "DB → A: done", to: "after answer done" }],
        "after answer done": [{ step: "A → C: done", to: "end" }],
        end: [],
      },
    },
  },
  policies: [],
};
