import type { Edit } from "./edit.ts";

/** A wrong handler that an operator has made of a right one. */
export interface GenericMutant {
  /** The folder of the diagram's code, relative to the repository: `generated/workflow-engine`. */
  readonly folder: string;
  /** `db.handler.ts` */
  readonly handler: string;
  readonly method: string;
  readonly operator: string;
  readonly edit: Edit;
  /** What stood there and what stands there now, on one line. */
  readonly change: string;
  /** The lines that it touches, as they were. */
  readonly before: string;
  readonly after: string;
}

/** Where a mutant is: `workflow-engine/db.handler.ts transaction`. */
export function placeOfMutant({ folder, handler, method }: GenericMutant): string {
  return `${folder.split("/").at(-1)}/${handler} ${method}`;
}
