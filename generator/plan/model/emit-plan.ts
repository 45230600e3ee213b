import type { Literal, TypeExpr } from "../../ir/model/diagram-model.ts";

/** Everything that is to be written for one diagram, with every name, import and statement decided. */
export interface EmitPlan {
  /** The diagram's folder below the output folder. */
  readonly folder: string;
  /** The diagram's path as people write it. */
  readonly source: string;
  readonly symbols: Symbols;
  readonly files: readonly FilePlan[];
}

/** What the model's types are called in the generated code. */
export interface Symbols {
  /** By name of a {@link NamedType}. */
  readonly types: ReadonlyMap<string, string>;
  /** By participant code: the interface of its port. */
  readonly ports: ReadonlyMap<string, string>;
}

export type FilePlan = MessagesFile | PortsFile | StepsFile | HandlerFile | WiringFile | ContractFile;

interface FileBase {
  /** Within the diagram's folder. */
  readonly path: string;
  readonly imports: readonly ImportPlan[];
}

export interface ImportPlan {
  readonly from: string;
  readonly names: readonly ImportedName[];
}

export interface ImportedName {
  readonly name: string;
  readonly typeOnly: boolean;
}

export interface MessagesFile extends FileBase {
  readonly kind: "messages";
  readonly types: readonly MessageType[];
  readonly errors: readonly MessageError[];
  /** Some signature speaks of any JSON value. */
  readonly needsJsonValue: boolean;
}

export interface MessageType {
  readonly name: string;
  readonly docs: readonly string[];
  readonly type: TypeExpr;
  /** Any fields may be in it. */
  readonly open: boolean;
  /** It contains itself, so its TypeScript type has to be written out. */
  readonly recursive: boolean;
}

export interface MessageError {
  readonly name: string;
  /** What the diagram calls it. */
  readonly drawnAs: string;
  readonly message: string | undefined;
}

export interface PortsFile extends FileBase {
  readonly kind: "ports";
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
      readonly parameters: readonly ParameterPlan[];
      readonly returns: TypeNode;
    }
  | {
      readonly kind: "property";
      readonly name: string;
      readonly docs: readonly string[];
      readonly type: TypeNode;
    };

export interface StepsFile extends FileBase {
  readonly kind: "steps";
  readonly protocol: Expression;
}

export interface HandlerFile extends FileBase {
  readonly kind: "handler";
  readonly participant: string;
  readonly className: string;
  readonly docs: readonly string[];
  readonly implements: string | undefined;
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

export interface ParameterPlan {
  readonly name: string;
  readonly type: TypeNode;
}

export interface MethodPlan {
  readonly name: string;
  /** Named by the diagram, rather than a place to fill that a developer may do away with. */
  readonly drawn: boolean;
  readonly docs: readonly string[];
  readonly access: "public" | "protected";
  readonly asynchronous: boolean;
  readonly parameters: readonly ParameterPlan[];
  readonly returns: TypeNode;
  readonly statements: readonly Statement[];
}

export interface WiringFile extends FileBase {
  readonly kind: "wiring";
  readonly components: readonly WiringClass[];
  readonly gateways: readonly WiringClass[];
  readonly entries: Expression;
  readonly policies: Expression;
}

/** How one class is built. */
export interface WiringClass {
  readonly code: string;
  readonly className: string;
  /** The type of a component's constructor parameter; undefined when it needs nobody. */
  readonly collaborators: string | undefined;
  /** The clients that a gateway is built on. */
  readonly clients: readonly string[];
}

export interface ContractFile extends FileBase {
  readonly kind: "contract";
}

export type TypeNode =
  | { readonly kind: "type"; readonly type: TypeExpr }
  /** A type of the runtime or of this diagram, by name; `index` picks one member's type, `of` a part of that. */
  | {
      readonly kind: "type-symbol";
      readonly name: string;
      readonly index?: string;
      readonly of?: "parameters" | "result";
    }
  | { readonly kind: "object-type"; readonly fields: readonly ParameterPlan[] }
  | { readonly kind: "promise"; readonly of: TypeNode }
  | { readonly kind: "void" };

export type Expression =
  /** A local name and what is read from it. */
  | { readonly kind: "path"; readonly root: string; readonly fields: readonly PathField[] }
  /** Something imported, or global. */
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "literal"; readonly value: Literal }
  | { readonly kind: "template"; readonly chunks: readonly string[]; readonly values: readonly Expression[] }
  | { readonly kind: "sql"; readonly chunks: readonly string[]; readonly values: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: "array"; readonly items: readonly Expression[] }
  | { readonly kind: "schema"; readonly type: TypeExpr }
  | CallExpression
  | { readonly kind: "await"; readonly of: Expression }
  /** The rows of a SQL result: all, or the first (`null` when there is none, if `orNull`). */
  | {
      readonly kind: "rows";
      readonly of: Expression;
      readonly take: "all" | "first";
      readonly orNull: boolean;
    }
  /** `call.catch(caught(NotFoundException))` */
  | { readonly kind: "catch"; readonly of: Expression; readonly errors: readonly string[] };

export interface PathField {
  readonly name: string;
  /** The type has an index signature: read with brackets. */
  readonly indexed: boolean;
}

export interface ObjectEntry {
  /** An expression for a key that is computed. */
  readonly key: string | Expression;
  readonly value: Expression;
}

export type CallExpression = {
  readonly kind: "call";
  readonly args: readonly Expression[];
} & (
  | { readonly on: "function"; readonly name: string }
  | { readonly on: "this"; readonly name: string }
  | {
      readonly on: "field";
      readonly field: string;
      readonly access: "private" | "protected";
      readonly name: string;
    }
  | { readonly on: "value"; readonly value: Expression; readonly name: string }
);

export type Condition =
  | { readonly kind: "one-of"; readonly left: Expression; readonly values: readonly Literal[] }
  | {
      readonly kind: "compares";
      readonly left: Expression;
      readonly operator: "!=" | "<" | "<=" | ">" | ">=";
      readonly value: Literal;
    }
  | { readonly kind: "instance-of"; readonly left: Expression; readonly error: string }
  | { readonly kind: "holds"; readonly expression: Expression }
  | { readonly kind: "not"; readonly condition: Condition };

export type Statement =
  | { readonly kind: "comment"; readonly text: string }
  /** A call; `as` binds what it yields. */
  | { readonly kind: "call"; readonly call: Expression; readonly as: string | undefined }
  | { readonly kind: "return"; readonly value: Expression | undefined }
  | { readonly kind: "throw"; readonly error: string; readonly message: string | undefined }
  /** `throw new NotImplementedError("EventHandler.validateEvent", { event })` */
  | { readonly kind: "not-implemented"; readonly what: string; readonly details: readonly string[] }
  /** The diagram draws no way to get here. */
  | { readonly kind: "undrawn"; readonly message: string }
  | {
      readonly kind: "if";
      readonly condition: Condition;
      readonly taken: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: "switch";
      readonly on: Expression;
      readonly cases: readonly { readonly values: readonly Literal[]; readonly body: readonly Statement[] }[];
      /** Undefined when the cases are all that the type allows. */
      readonly otherwise: readonly Statement[] | undefined;
    }
  | {
      readonly kind: "for-each";
      /** Undefined when no step reads the item: then only the number of `list` counts. */
      readonly item: string | undefined;
      readonly list: string;
      readonly counter: string;
      readonly items: Expression;
      readonly body: readonly Statement[];
    }
  | { readonly kind: "while"; readonly condition: Condition; readonly body: readonly Statement[] }
  | {
      readonly kind: "times";
      readonly counter: string;
      readonly rounds: number;
      readonly body: readonly Statement[];
    }
  | { readonly kind: "parallel"; readonly branches: readonly ParallelBranch[] }
  | { readonly kind: "background"; readonly task: string; readonly body: readonly Statement[] }
  | { readonly kind: "break" };

export interface ParallelBranch {
  readonly statements: readonly Statement[];
  /** The local name that its last call binds, for what comes after. */
  readonly result: string | undefined;
}
