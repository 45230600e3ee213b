/** What was drawn and used, in the order of its use, for the report. */
export class UsedValues {
  #lines: readonly string[] = [];

  get lines(): readonly string[] {
    return this.#lines;
  }

  note(line: string): void {
    this.#lines = [...this.#lines, line];
  }
}
