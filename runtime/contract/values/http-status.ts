import { own } from "./deep-equal.ts";

/** The status when a value is an HTTP response. */
export function httpStatusOf(value: unknown): number | undefined {
  const status = typeof value === "object" && value !== null ? own(value, "status") : undefined;
  return typeof status === "number" ? status : undefined;
}
