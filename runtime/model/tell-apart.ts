/** What is known of the events that an arrow out of a topic takes. */
export interface TakenEvents {
  readonly eventType?: string | undefined;
  /** The arrow's text. */
  readonly text: string;
  /** The fields of its payload; undefined where they are not known. */
  readonly fields: readonly PayloadField[] | undefined;
}

export interface PayloadField {
  readonly name: string;
  readonly optional: boolean;
}

/**
 * Whether it is known which of two arrows out of one topic an event is for. Types tell; without them, payloads do of
 * which each needs a field that the other lacks. The same event, drawn to several components, is for all of them.
 */
export function areToldApart(one: TakenEvents, other: TakenEvents): boolean {
  if (one.eventType !== undefined && other.eventType !== undefined) return true;
  if (one.eventType !== undefined || other.eventType !== undefined) return false;
  return one.text === other.text || (needsMore(one, other) && needsMore(other, one));
}

function needsMore({ fields = [] }: TakenEvents, { fields: known }: TakenEvents): boolean {
  if (known === undefined) return false;
  return fields.some(({ name, optional }) => !optional && !known.some((field) => field.name === name));
}

/** Of arrows out of one topic, those that cannot be told apart from others; empty where all can. */
export function notToldApart<Arrow extends TakenEvents>(arrows: readonly Arrow[]): readonly Arrow[] {
  return arrows.filter((one) => arrows.some((other) => other !== one && !areToldApart(one, other)));
}
