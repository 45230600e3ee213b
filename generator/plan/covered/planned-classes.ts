import type { FragmentId, StepId } from "../../ir/model/diagram-model.ts";
import type { HandlerFile, MethodPlan } from "../model/handler-plan.ts";
import type { DiagramNames } from "../model/names.ts";
import type { Realised, RealisedClass } from "../model/realised.ts";

/** The planned classes by their participants, and what is left to write in them. */
export class PlannedClasses {
  readonly #files: ReadonlyMap<string, HandlerFile>;
  readonly #realised: ReadonlyMap<string, Realised>;
  readonly #names: DiagramNames;

  constructor(components: readonly RealisedClass[], gateways: readonly HandlerFile[], names: DiagramNames) {
    const files = [...components.map(({ file }) => file), ...gateways];
    this.#files = new Map(files.map((file) => [file.participant, file]));
    this.#realised = new Map(components.map(({ file, realised }) => [file.participant, realised]));
    this.#names = names;
  }

  className(code: string): string {
    return this.#files.get(code)?.className ?? code;
  }

  /** What a method of the model is called in the code. */
  methodName(code: string, method: string): string {
    return this.#names.participants.get(code)?.methods.get(method) ?? method;
  }

  method(code: string, name: string): MethodPlan | undefined {
    return this.#files.get(code)?.methods.find((method) => method.name === name);
  }

  /** The methods left to write that a component asks for an arrow; undefined where its code does not have the arrow. */
  stubsAskedFor(code: string, step: StepId): readonly string[] | undefined {
    return this.#unfilled(code, this.#realised.get(code)?.steps.get(step));
  }

  stubsAskedAt(code: string, fragment: FragmentId): readonly string[] | undefined {
    return this.#unfilled(code, this.#realised.get(code)?.fragments.get(fragment));
  }

  /** Whether nothing has called the component when it does this. */
  isUncalled(code: string, step: StepId): boolean {
    return this.#realised.get(code)?.uncalled.has(step) === true;
  }

  #unfilled(code: string, asked: ReadonlySet<string> | undefined): readonly string[] | undefined {
    return asked && [...asked].filter((name) => isUnfilled(this.method(code, name)));
  }
}

/** Whether a method is wholly left to the developer. */
export function isUnfilled(method: MethodPlan | undefined): boolean {
  return method?.statements[0]?.kind === "not-implemented";
}
