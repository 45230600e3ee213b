/** What a property could not prove, although nothing was wrong. */
export interface Remark {
  /**
   * `not-reached`: only the component's own rule leads there, and no drawn value did. `not-watched`: the component does
   * it in a way that nobody can see.
   */
  readonly kind: "not-reached" | "not-watched";
  /** Of the diagram. */
  readonly line: number;
  /** One sentence. */
  readonly sentence: string;
}
