import type { EventStore } from "../ports/event-store.ts";
import { stableId } from "./stable-id.ts";
import { WrongVersionError } from "./wrong-version-error.ts";

/** What a decider's event is at least: the type says which one it is. */
export interface DecidedEvent {
  readonly type: string;
  readonly data: unknown;
}

/** An aggregate as three plain functions. None reads a clock, chance or anything else outside of its arguments. */
export interface Decider<State, Command, Event extends DecidedEvent> {
  /** Before the first event. */
  readonly initial: State;
  /** What follows from the command; nothing where it changes nothing. Throws what refuses the command. */
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}

export interface HandleOptions {
  /** The id of the message that asks for this. The same message a second time changes nothing. */
  readonly causationId?: string;
  /** What all messages of one process share. */
  readonly correlationId?: string;
  /** How often to read and decide again when others write to the stream at the same time. Default: 10. */
  readonly retriesMax?: number;
}

export interface HandleResult<Event> {
  /** What was decided: now, or when the same message was handled before. */
  readonly events: readonly Event[];
  readonly version: number;
  readonly repeated: boolean;
}

/**
 * Has the aggregate of a stream decide on a command, and appends what it decides. When others append in between, it reads
 * and decides again. Rejects with what `decide` throws, and with a `WrongVersionError` after `retriesMax`.
 */
export async function handleCommand<State, Command, Event extends DecidedEvent>(
  store: EventStore,
  stream: string,
  { initial, decide, evolve }: Decider<State, Command, Event>,
  command: Command,
  { causationId, correlationId, retriesMax = 10 }: HandleOptions = {},
): Promise<HandleResult<Event>> {
  for (let retries = 0; ; retries += 1) {
    let state = initial;
    let version = 0;
    const known: Event[] = [];
    for await (const stored of store.read(stream)) {
      // The stream holds what this decider wrote: whoever reads a stream says what is in it.
      const event = { type: stored.type, data: stored.data } as Event;
      state = evolve(state, event);
      version = stored.version;
      if (causationId !== undefined && stored.metadata["causationId"] === causationId) known.push(event);
    }
    if (known.length > 0) return { events: known, version, repeated: true };

    const events = decide(command, state);
    if (events.length === 0) return { events, version, repeated: false };
    const metadata = {
      ...(causationId === undefined ? {} : { causationId }),
      ...(correlationId === undefined ? {} : { correlationId }),
    };
    try {
      const appended = await store.append(
        stream,
        events.map(({ type, data }, index) => ({
          type,
          data,
          metadata,
          ...(causationId === undefined ? {} : { id: stableId(causationId, String(index)) }),
        })),
        { expected: version },
      );
      return { events, ...appended };
    } catch (error) {
      if (!(error instanceof WrongVersionError) || retries >= retriesMax) throw error;
    }
  }
}
