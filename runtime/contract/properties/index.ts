// This folder, as a list. Written by `npm run golden` when a property comes or goes.
import type { Property } from "../check/property.ts";
import { badInput } from "./bad-input.ts";
import { coverage } from "./coverage.ts";
import { decisions } from "./decisions.ts";
import { fatalFault } from "./fatal-fault.ts";
import { interleaving } from "./interleaving.ts";
import { order } from "./order.ts";

export const properties: readonly Property[] = [
  badInput,
  coverage,
  decisions,
  fatalFault,
  interleaving,
  order,
];
