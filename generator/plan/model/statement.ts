import type { Literal, TypeExpr } from "../../ir/model/diagram-model.ts";
import type { CodeSymbol } from "./code-symbol.ts";
import type { Condition, Expression } from "./expression.ts";

export type Statement =
  | { readonly kind: "comment"; readonly text: string }
  /**
   * A call; `as` binds what it yields; `again` gives it to a name that is there already, `declared` to one that the
   * choice around it declares.
   */
  | {
      readonly kind: "call";
      readonly call: Expression;
      readonly as: string | undefined;
      readonly again?: boolean;
      readonly declared?: boolean;
    }
  | { readonly kind: "return"; readonly value: Expression | undefined }
  | { readonly kind: "throw"; readonly error: CodeSymbol; readonly message: string | undefined }
  /** `throw new NotImplementedError("EventHandler.validateEvent", { event })` */
  | { readonly kind: "not-implemented"; readonly what: string; readonly details: readonly string[] }
  /** The diagram draws no way to get here. */
  | { readonly kind: "undrawn"; readonly message: string }
  | {
      readonly kind: "if";
      readonly condition: Condition;
      readonly taken: readonly Statement[];
      readonly otherwise: readonly Statement[];
      readonly declares?: readonly Declared[];
    }
  | {
      readonly kind: "switch";
      readonly on: Expression;
      readonly cases: readonly { readonly values: readonly Literal[]; readonly body: readonly Statement[] }[];
      /** Undefined when the cases are all that the type allows. */
      readonly otherwise: readonly Statement[] | undefined;
      readonly declares?: readonly Declared[];
    }
  | {
      readonly kind: "for-each";
      /** Undefined when no step reads the item: then only the number of `list` counts. */
      readonly item: string | undefined;
      readonly list: string;
      readonly counter: string;
      readonly items: Expression;
      readonly body: readonly Statement[];
    }
  | { readonly kind: "while"; readonly condition: Condition; readonly body: readonly Statement[] }
  /** At least one round, then as long as the condition holds, and not more than so many. */
  | {
      readonly kind: "do";
      readonly body: readonly Statement[];
      readonly condition: Condition;
      readonly limit?: { readonly counter: string; readonly rounds: number } | undefined;
      readonly declares?: readonly Declared[];
    }
  | {
      readonly kind: "times";
      readonly counter: string;
      readonly rounds: number;
      /** Asked before each round: a bounded loop may end earlier. */
      readonly condition?: Condition | undefined;
      readonly body: readonly Statement[];
    }
  | { readonly kind: "parallel"; readonly branches: readonly ParallelBranch[]; readonly settles?: true }
  | { readonly kind: "background"; readonly task: string; readonly body: readonly Statement[] }
  | TransactionStatement
  /** `const undo = new UndoStack(); try { … } catch (error) { throw await undo.undoneAfter(error); }` */
  | { readonly kind: "undoing"; readonly stack: string; readonly body: readonly Statement[] }
  /** `undo.add("bookFlight", () => this.#flights.cancelFlight(tripId));` */
  | { readonly kind: "to-undo"; readonly stack: string; readonly what: string; readonly call: Expression }
  /** `undo.drop("bookFlight");` */
  | { readonly kind: "undone"; readonly stack: string; readonly what: string }
  | { readonly kind: "break" };

/** What every branch of a choice binds, and what is read after it: `let order: Order;` before the choice. */
export interface Declared {
  readonly as: string;
  readonly type: TypeExpr;
}

/** `const { order } = await this.#db.transaction(async () => { … })` */
export interface TransactionStatement {
  readonly kind: "transaction";
  readonly database: string;
  readonly body: readonly Statement[];
  /** Every way through it answers: what it resolves to is returned. */
  readonly answers: boolean;
  /** Local names that are bound inside and read afterwards. */
  readonly results: readonly string[];
}

export interface ParallelBranch {
  readonly statements: readonly Statement[];
  /** The local name that its last call binds, for what comes after. */
  readonly result: string | undefined;
}
