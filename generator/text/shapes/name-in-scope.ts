import { bareConstant } from "./parse-constant.ts";
import { primitives } from "./type-words.ts";

/** The name of something in code, in any script. */
export const identifier = String.raw`[\p{L}_$][\p{L}\p{M}\p{N}_$]*`;

const dottedPath = new RegExp(String.raw`^${identifier}(?:\.${identifier}){0,8}$`, "u");

/** `newJobId`, `job.state`: what somebody may know. Neither a type, as `Order` and `string` are, nor a constant. */
export function nameInScope(text: string): string | undefined {
  const isType = /^\p{Lu}/u.test(text) || primitives.has(text);
  return !isType && dottedPath.test(text) && bareConstant(text) === undefined ? text : undefined;
}
