import type { ParameterPlan, TypeNode } from "./type-node.ts";

export interface PortsFile {
  readonly kind: "ports";
  readonly path: string;
  readonly interfaces: readonly InterfacePlan[];
}

export interface InterfacePlan {
  readonly name: string;
  readonly docs: readonly string[];
  readonly members: readonly InterfaceMember[];
}

export type InterfaceMember =
  | {
      readonly kind: "method";
      readonly name: string;
      readonly docs: readonly string[];
      readonly typeParameters?: readonly string[];
      readonly parameters: readonly ParameterPlan[];
      readonly returns: TypeNode;
    }
  | {
      readonly kind: "property";
      readonly name: string;
      readonly docs: readonly string[];
      readonly type: TypeNode;
    };
