/** The user asked for something that does not exist; the message is all they need to see. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
