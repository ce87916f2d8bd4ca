/** A command was called wrongly; the message says how. */
export class UsageError extends RangeError {
  override readonly name = "UsageError";
}
