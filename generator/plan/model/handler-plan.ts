import type { CodeSymbol } from "./code-symbol.ts";
import type { Statement } from "./statement.ts";
import type { ParameterPlan, TypeNode } from "./type-node.ts";

export interface HandlerFile {
  readonly kind: "handler";
  readonly path: string;
  readonly participant: string;
  readonly className: string;
  readonly docs: readonly string[];
  readonly implements: CodeSymbol | undefined;
  /** The type of the constructor's one parameter; undefined for a class that needs nobody. */
  readonly collaborators: TypeNode | undefined;
  readonly fields: readonly FieldPlan[];
  readonly methods: readonly MethodPlan[];
}

export interface FieldPlan {
  readonly name: string;
  readonly type: TypeNode;
  /** `#name`, or `protected` where the class cannot know yet whether it will be used. */
  readonly access: "private" | "protected";
}

export interface MethodPlan {
  readonly name: string;
  /** Named by the diagram, rather than a place to fill that a developer may do away with. */
  readonly drawn: boolean;
  /** Identities of the arrows and branches that ask for it; empty for what only the generator asks for. */
  readonly of: readonly string[];
  readonly docs: readonly string[];
  readonly access: "public" | "protected";
  readonly asynchronous: boolean;
  readonly typeParameters?: readonly string[];
  readonly parameters: readonly ParameterPlan[];
  readonly returns: TypeNode;
  readonly statements: readonly Statement[];
}
