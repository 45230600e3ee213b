import type { SampleInput } from "../samples.ts";

/** Counts through all combinations of the choices that it is asked for, one combination for each number. */
export function pickFor(number: number): SampleInput["pick"] {
  let left = number;
  return (...choices) => {
    const chosen = choices[left % choices.length] ?? choices[0];
    left = Math.floor(left / choices.length);
    return chosen;
  };
}
