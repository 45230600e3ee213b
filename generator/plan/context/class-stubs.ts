import type { MethodPlan } from "../model/handler-plan.ts";
import type { Statement } from "../model/statement.ts";
import type { ParameterPlan, TypeNode } from "../model/type-node.ts";
import { NamePool } from "../model/names.ts";

export interface StubRequest {
  readonly name: string;
  readonly of?: readonly string[];
  readonly docs: readonly string[];
  readonly parameters: readonly ParameterPlan[];
  readonly returns: TypeNode;
  readonly access?: "public" | "protected";
  readonly drawn?: boolean;
  /** What it does, as far as the diagram says; without that it is not implemented yet. */
  readonly statements?: readonly Statement[];
}

/** The methods of a class that the developer fills in, in the order in which they are first needed. */
export class ClassStubs {
  readonly #className: string;
  readonly #names = new NamePool();
  readonly #methods = new Map<string, MethodPlan>();
  readonly #byRequest = new Map<string, string>();

  /** `declared` are the names that the model gives to methods of the class. */
  constructor(className: string, declared: Iterable<string>) {
    this.#className = className;
    for (const name of declared) this.#names.take(name, "");
  }

  /** A stub with a name of the model: the first request for it decides its form. */
  declared(request: StubRequest): void {
    const known = this.#methods.get(request.name);
    const of = [...new Set([...(known?.of ?? []), ...(request.of ?? [])])];
    this.#methods.set(request.name, { ...(known ?? this.#stub(request)), of });
  }

  /** A stub that only the generator asks for. Two equal requests share one; others of the same name get the suffix. */
  invented(request: StubRequest, suffix: string): string {
    const key = JSON.stringify([request.name, request.parameters, request.returns]);
    const known = this.#byRequest.get(key);
    if (known !== undefined) return known;
    const name = this.#names.take(request.name, suffix);
    this.#byRequest.set(key, name);
    this.#methods.set(name, this.#stub({ ...request, name, drawn: false }));
    return name;
  }

  parametersOf(name: string): readonly ParameterPlan[] | undefined {
    return this.#methods.get(name)?.parameters;
  }

  /** Puts a worked-out method where its stub was. */
  replace(method: MethodPlan): void {
    this.#methods.set(method.name, method);
  }

  get methods(): readonly MethodPlan[] {
    return [...this.#methods.values()];
  }

  #stub(request: StubRequest): MethodPlan {
    return stubMethod(this.#className, { access: "protected", ...request });
  }
}

/** A method with a name, a doc comment and types; it throws until the developer fills it in. */
export function stubMethod(className: string, request: StubRequest): MethodPlan {
  const { name, docs, parameters, returns, of = [], access = "public", drawn = true } = request;
  return {
    name,
    drawn,
    of,
    docs,
    access,
    asynchronous: returns.kind === "promise",
    parameters,
    returns,
    statements: request.statements ?? [
      {
        kind: "not-implemented",
        what: `${className}.${name}`,
        details: parameters.map((parameter) => parameter.name),
      },
    ],
  };
}
