import { randomBytes } from "node:crypto";

// Tells what this process makes from what others make on the same servers, whatever seed they have.
const ofThisProcess = randomBytes(4).toString("hex");
let made = 0;

/** `prefix-1f3a9c07-1`: no other test, in this process or another, gets the same. At most 20 characters for a short prefix. */
export function numbered(prefix: string): string {
  made += 1;
  return `${prefix}-${ofThisProcess}-${made.toString(36)}`;
}

/** Whether a text holds a name that was made here. */
export function isNumbered(value: unknown): boolean {
  return typeof value === "string" && value.includes(`-${ofThisProcess}-`);
}

/** A whole number that no other test on these servers is likely to get; it fits PostgreSQL's `integer`. */
export function distinctNumber(): number {
  made += 1;
  return (Number.parseInt(ofThisProcess.slice(0, 5), 16) % 2_000) * 1_000_000 + made;
}
