/**
 * How contract tests try a property. `protocol`: all but the components under test is scripted, time is virtual, and
 * nothing needs a server. `system`: the whole system runs as the developer has written it, on real servers.
 */
export const levels = ["protocol", "system"] as const;
export type Level = (typeof levels)[number];
