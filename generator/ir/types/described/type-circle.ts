import { configuredType } from "./configured-type.ts";
import { namesInType } from "./names-in-type.ts";
import type { Overrides } from "../../model/overrides.ts";

/**
 * The names through which a configured type is made of nothing but itself: `a: "b"`, `b: "a[]"`; undefined where it is
 * not. A record may hold itself, as a tree does.
 */
export function typeCircle(name: string, overrides: Pick<Overrides, "types">): readonly string[] | undefined {
  const met: string[] = [];
  const follow = (next: string): boolean => {
    const configured = configuredType(next, overrides);
    if (configured === undefined) return false;
    const { spelled } = configured;
    if (met.includes(spelled)) return met[0] === spelled;
    met.push(spelled);
    return namesInType(configured.type, { ofFields: false }).some(follow);
  };
  return follow(name) ? met : undefined;
}
