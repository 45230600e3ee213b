/** An event that a component publishes. `Type` is how its payload is noted, as with entries. */
export interface Publication<Type> {
  /** The code of the topic. */
  readonly participant: string;
  /** Of the topic's port. */
  readonly method: string;
  readonly topic: string;
  readonly eventType: string;
  readonly schema?: Type;
  /** The path in the payload of the value by which events keep their order. */
  readonly key?: string;
  /** The path in the payload of the field that says the event's type, beside the header. */
  readonly typeField?: string;
}
