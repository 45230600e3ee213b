/** Runs the system of a diagram, from what its `wiring.gen.ts` says. */
export { startSystem, type RunningSystem } from "./start-system.ts";
export type { Subscribe, Subscription, SystemEvent, SystemOptions, SystemSetup } from "./system-options.ts";
