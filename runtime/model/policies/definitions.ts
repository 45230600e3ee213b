// Every policy of this folder. Written by `npm run golden` when a policy comes or goes.
export { background } from "./background.ts";
export { deadLetter } from "./dead-letter.ts";
export { delivery } from "./delivery.ts";
export { freshness } from "./freshness.ts";
export { idempotency } from "./idempotency.ts";
export { immediateReturn } from "./immediate-return.ts";
export { ordering } from "./ordering.ts";
export { polling } from "./polling.ts";
export { retry } from "./retry.ts";
export { states } from "./states.ts";
export { storage } from "./storage.ts";
export { subscription } from "./subscription.ts";
export { timeGoal } from "./time-goal.ts";
export { timeout } from "./timeout.ts";
export { transaction } from "./transaction.ts";
export { ttl } from "./ttl.ts";
export { values } from "./values.ts";
