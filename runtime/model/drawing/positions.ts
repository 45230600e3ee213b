/** Lines in the diagram, counted from 1, in drawing order: kept apart, so that a line more in a diagram changes nothing else. */
export interface Positions {
  readonly participants: readonly number[];
  readonly steps: readonly number[];
  /** A line for each drawn branch; the first is the fragment's. */
  readonly fragments: readonly (readonly number[])[];
  readonly policies: readonly number[];
  readonly transactions?: readonly number[];
}
