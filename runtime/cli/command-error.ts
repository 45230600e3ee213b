/** What is wrong outside of this program, with the command that helps. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string) {
    super(remedy === undefined ? message : `${message}\nTry: ${remedy}`);
    this.remedy = remedy;
  }
}
