import type { Span } from "../../source/source-file.ts";
import { cutClass } from "./cut-class.ts";

/** Where the names of a class and of its members stand in a file. */
export interface ClassPlaces {
  readonly name: Span;
  readonly members: readonly MemberPlace[];
}

export interface MemberPlace {
  readonly name: string;
  readonly at: Span;
  /** All of it, with its comments. */
  readonly whole: Span;
}

/** The places of a class and its members, whatever else is wrong with the file; undefined where it declares no such class. */
export function classPlaces(text: string, className: string): ClassPlaces | undefined {
  const cut = cutClass(text, className);
  if (cut === undefined) return undefined;
  const spanOf = (node: { getStart(): number; readonly end: number }): Span => ({
    start: node.getStart(),
    end: node.end,
  });
  return {
    name: spanOf(cut.node.name ?? cut.node),
    members: cut.members.map(({ name, nodes, start, end }) => {
      const node = nodes.at(-1);
      return {
        name,
        at: node === undefined ? { start, end } : spanOf(node.name ?? node),
        whole: { start, end },
      };
    }),
  };
}
