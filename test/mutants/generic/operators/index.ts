import { calls } from "./calls.ts";
import { conditions } from "./conditions.ts";
import { errors } from "./errors.ts";
import type { Operator } from "./operator.ts";
import { transactions } from "./transactions.ts";
import { values } from "./values.ts";

/** All mistakes that are made in every handler. */
export const operators: readonly Operator[] = [
  ...calls,
  ...values,
  ...conditions,
  ...errors,
  ...transactions,
];
