/** What is called otherwise now, within one handler. */
export interface Renames {
  /** Members of its class by their names in code: `markPaid`, `#repo`. */
  readonly members: ReadonlyMap<string, string>;
  /** Types, classes and errors that the file imports or declares. */
  readonly types: ReadonlyMap<string, string>;
  /** Methods of those it works with. */
  readonly calls: readonly { readonly field: string; readonly from: string; readonly to: string }[];
}

export const noRenames: Renames = { members: new Map(), types: new Map(), calls: [] };

export function hasRenames({ members, types, calls }: Renames): boolean {
  return members.size + types.size + calls.length > 0;
}
