import type { TypeExpr } from "../../ir/model/diagram-model.ts";

export interface MessagesFile {
  readonly kind: "messages";
  readonly path: string;
  readonly types: readonly MessageType[];
  readonly errors: readonly MessageError[];
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
