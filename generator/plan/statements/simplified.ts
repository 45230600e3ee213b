import type { Expression } from "../model/expression.ts";
import type { Statement } from "../model/statement.ts";
import { declaredBy } from "./brought-by-all.ts";
import { allStatements, localsRead, readCounts } from "./references.ts";

/** The statements without constants that nobody reads and without a `return;` at the end. */
export function simplified(statements: readonly Statement[]): readonly Statement[] {
  const last = statements.at(-1);
  const settled = withoutUnread(statements);
  if (settled !== statements) return simplified(settled);
  const body = last?.kind === "return" && last.value === undefined ? statements.slice(0, -1) : statements;
  const pruned = returnDirectly(prune(body, localsRead(body)));
  return JSON.stringify(pruned) === JSON.stringify(statements) ? statements : simplified(pruned);
}

/** What a transaction hands out, or a choice declares, is only what is read after it. */
function withoutUnread(statements: readonly Statement[]): readonly Statement[] {
  const all = readCounts(statements);
  const unread = (statement: Statement): readonly string[] => {
    // The condition of a loop stands outside of its block.
    const inside = readCounts(statement.kind === "do" ? statement.body : [statement]);
    return handedOut(statement).filter((name) => (all.get(name) ?? 0) <= (inside.get(name) ?? 0));
  };
  if (allStatements(statements).every((statement) => unread(statement).length === 0)) return statements;
  return mapEach(statements, (statement) => {
    const left = unread(statement);
    if (left.length === 0) return statement;
    if (statement.kind === "transaction")
      return { ...statement, results: statement.results.filter((name) => !left.includes(name)) };
    const declares = declaredBy(statement).filter(({ as }) => !left.includes(as));
    const [changed = statement] = mapEach([statement], (inner) => boundThere(inner, left));
    return { ...changed, declares } as Statement;
  });
}

function handedOut(statement: Statement): readonly string[] {
  return statement.kind === "transaction" ? statement.results : declaredBy(statement).map(({ as }) => as);
}

/** A name that no choice declares any more is bound where it gets its value. */
function boundThere(statement: Statement, names: readonly string[]): Statement {
  if (statement.kind !== "call" || statement.as === undefined || !names.includes(statement.as))
    return statement;
  const { declared: _, ...bound } = statement;
  return bound;
}

type Change = (statement: Statement) => Statement;

/** Changes each statement, those inside of it first. */
function mapEach(statements: readonly Statement[], change: Change): readonly Statement[] {
  const map = (inner: readonly Statement[]): readonly Statement[] => mapEach(inner, change);
  return statements.map((statement): Statement => {
    switch (statement.kind) {
      case "if":
        return change({ ...statement, taken: map(statement.taken), otherwise: map(statement.otherwise) });
      case "switch":
        return change({
          ...statement,
          cases: statement.cases.map((one) => ({ ...one, body: map(one.body) })),
          otherwise: statement.otherwise === undefined ? undefined : map(statement.otherwise),
        });
      case "for-each":
      case "while":
      case "do":
      case "times":
      case "background":
      case "transaction":
      case "undoing":
        return change({ ...statement, body: map(statement.body) });
      case "parallel":
        return change({
          ...statement,
          branches: statement.branches.map((branch) => ({ ...branch, statements: map(branch.statements) })),
        });
      default:
        return change(statement);
    }
  });
}

function prune(statements: readonly Statement[], read: ReadonlySet<string>): readonly Statement[] {
  const block = (inner: readonly Statement[]): readonly Statement[] => returnDirectly(prune(inner, read));
  return statements.flatMap((statement): readonly Statement[] => {
    switch (statement.kind) {
      case "call":
        return [statement.as === undefined || read.has(statement.as) ? statement : unbound(statement)];
      case "if":
        return [{ ...statement, taken: block(statement.taken), otherwise: block(statement.otherwise) }];
      case "switch":
        return [
          {
            ...statement,
            cases: statement.cases.map((one) => ({ ...one, body: block(one.body) })),
            otherwise: statement.otherwise === undefined ? undefined : block(statement.otherwise),
          },
        ];
      case "for-each": {
        const item = statement.item !== undefined && read.has(statement.item) ? statement.item : undefined;
        return [{ ...statement, item, body: block(statement.body) }];
      }
      case "while":
      case "do":
      case "times":
      case "undoing":
        return [{ ...statement, body: block(statement.body) }];
      case "background":
        return [{ ...statement, body: simplified(statement.body) }];
      case "transaction":
        return [
          {
            ...statement,
            body: statement.results.length > 0 ? prune(statement.body, read) : block(statement.body),
          },
        ];
      case "parallel": {
        const branches = statement.branches.map(({ statements: inside, result }) => {
          const kept = result !== undefined && read.has(result) ? result : undefined;
          return { statements: prune(inside, read), result: kept };
        });
        return [{ ...statement, branches }];
      }
      default:
        return [statement];
    }
  });
}

/** `return this.find(id)` for `const found = await this.find(id); return found;` */
function returnDirectly(statements: readonly Statement[]): readonly Statement[] {
  const [bound, last] = statements.slice(-2);
  if (bound?.kind !== "call" || bound.as === undefined || last?.kind !== "return") return statements;
  const { value } = last;
  if (value?.kind !== "path" || value.root !== bound.as || value.fields.length > 0) return statements;
  const returned = bound.call.kind === "await" ? bound.call.of : bound.call;
  return [...statements.slice(0, -2), { kind: "return", value: returned }];
}

/** The call alone, without the decoding of an answer that nobody reads. */
function unbound(statement: Statement & { kind: "call" }): Statement {
  let { call } = statement;
  for (let inner = undecoded(call); inner !== undefined; inner = undecoded(call)) call = inner;
  return { kind: "call", call, as: undefined };
}

/** What a function of the runtime, or a part of a SQL result, is made of. */
function undecoded(call: Expression): Expression | undefined {
  if (call.kind === "rows" || call.kind === "row-count") return call.of;
  if (call.kind !== "call" || call.on !== "function") return undefined;
  return call.args[readers.get(call.symbol.name) ?? -1];
}

/** By name: which argument they read. */
const readers: ReadonlyMap<string, number> = new Map([
  ["parse", 1],
  ["decodeJson", 1],
  ["decodeStoredJson", 1],
  ["decodeSql", 1],
  ["onlyValue", 0],
  ["onlyColumn", 0],
]);
