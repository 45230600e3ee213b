import type { Span } from "../../source/source-file.ts";

/** What became of one thing that is drawn. */
export interface Covered {
  readonly subject: "arrow" | "answer" | "guard" | "loop" | "reference" | "note";
  /** What it says, on one line. */
  readonly text: string;
  readonly became: Became;
  /** Whose code, which stub, which check; or why nothing covers it. */
  readonly how: string;
  /** Participants between whom nothing is covered for one and the same cause. */
  readonly cause?: Uncovered | undefined;
  readonly span: Span;
}

/** `words`: read, and it asks for nothing that code could do. */
export type Became = "code" | "stub" | "check" | "not covered" | "words";

/** Why nobody's code covers something. */
export type Uncovered =
  | { readonly kind: "outside"; readonly codes: readonly string[] }
  | { readonly kind: "resource"; readonly codes: readonly string[] }
  | { readonly kind: "uncalled"; readonly codes: readonly string[] }
  | { readonly kind: "left out"; readonly codes: readonly string[] }
  | { readonly kind: "lost" }
  | { readonly kind: "reference" }
  | { readonly kind: "unkept" };

export interface CoverageCounts {
  readonly arrows: number;
  readonly code: number;
  readonly stubs: number;
  readonly notCovered: number;
}

/** How many arrows, answers included, became what. The three add up to all of them. */
export function countCoverage(coverage: readonly Covered[]): CoverageCounts {
  const arrows = coverage.filter(({ subject }) => subject === "arrow" || subject === "answer");
  const count = (...became: readonly Became[]): number =>
    arrows.filter((covered) => became.includes(covered.became)).length;
  return {
    arrows: arrows.length,
    code: count("code", "check"),
    stubs: count("stub"),
    notCovered: count("not covered", "words"),
  };
}

/** `31 arrows: 24 code, 5 stubs, 2 not covered` */
export function coverageText({ arrows, code, stubs, notCovered }: CoverageCounts): string {
  return `${arrows} ${arrows === 1 ? "arrow" : "arrows"}: ${code} code, ${stubs} ${stubs === 1 ? "stub" : "stubs"}, ${notCovered} not covered`;
}
