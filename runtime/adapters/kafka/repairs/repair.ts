/** What is put right in one class inside kafkajs. */
export interface Repair {
  /** The module whose export is the class, below `kafkajs/src`. */
  readonly file: string;
  /** The methods that the repair replaces or calls. */
  readonly methods: readonly string[];
  readonly apply: (prototype: object) => void;
}
