/** What is wrong outside of this program, with the command that helps. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string, options?: ErrorOptions) {
    super(remedy === undefined ? message : `${message}\nTry: ${remedy}`, options);
    this.remedy = remedy;
  }
}
