// This folder, as a list. Written by `npm run golden` when a property comes or goes.
import type { Property } from "../check/property.ts";
import { acknowledgement } from "./acknowledgement.ts";
import { atomicity } from "./atomicity.ts";
import { badInput } from "./bad-input.ts";
import { bestEffort } from "./best-effort.ts";
import { compensation } from "./compensation.ts";
import { coverage } from "./coverage.ts";
import { crash } from "./crash.ts";
import { decisions } from "./decisions.ts";
import { duplicates } from "./duplicates.ts";
import { fatalFault } from "./fatal-fault.ts";
import { interleaving } from "./interleaving.ts";
import { lateAnswer } from "./late-answer.ts";
import { order } from "./order.ts";
import { polling } from "./polling.ts";
import { resourceOrder } from "./resource-order.ts";
import { schedule } from "./schedule.ts";
import { timeGoal } from "./time-goal.ts";
import { transientFault } from "./transient-fault.ts";
import { ttl } from "./ttl.ts";

export const properties: readonly Property[] = [
  acknowledgement,
  atomicity,
  badInput,
  bestEffort,
  compensation,
  coverage,
  crash,
  decisions,
  duplicates,
  fatalFault,
  interleaving,
  lateAnswer,
  order,
  polling,
  resourceOrder,
  schedule,
  timeGoal,
  transientFault,
  ttl,
];
