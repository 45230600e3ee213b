import type { CallStep, Entry } from "../model/diagram-model.ts";
import type { WireForm } from "../model/wire-form.ts";
import { entryBase } from "./entry-base.ts";

/** A request that reaches a component: `GET /api/content/jobs/{jobId}/status`. */
export function httpEntry(
  step: CallStep,
  { verb, path, parameters }: WireForm & { readonly kind: "http" },
): Entry {
  return {
    kind: "http",
    ...entryBase(step),
    verb,
    path,
    parameters: step.args.flatMap(({ type }, position) => {
      const place = parameters[position];
      return place === undefined ? [] : [{ ...place, schema: type }];
    }),
  };
}
