/** Given with a message: says that it has been dealt with and need not come again. */
export interface Acknowledgement {
  /** Calling it again changes nothing. */
  acknowledge(): Promise<void>;
}
