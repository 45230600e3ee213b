export type {
  AppendResult,
  EventStore,
  ExpectedVersion,
  NewEvent,
  ReadStreamOptions,
  StoredEvent,
} from "../ports/event-store.ts";
export {
  handleCommand,
  type DecidedEvent,
  type Decider,
  type HandleOptions,
  type HandleResult,
} from "./decider.ts";
export { eventStoreTables } from "./event-store-tables.ts";
export { adoptRestoredEvents } from "./restored-events.ts";
export { sqlEventStore, type SqlEventStoreOptions } from "./sql-event-store.ts";
export { stableId } from "./stable-id.ts";
export type { SubscriptionStart } from "./subscription/checkpoint.ts";
export { eventSubscription, type EventSubscription } from "./subscription/event-subscription.ts";
export { parkedEvents, type ParkedEvent, type ParkedEvents } from "./subscription/parked-events.ts";
export type { EventSubscriptionOptions, SubscriptionEvent } from "./subscription/subscription-options.ts";
export { WrongVersionError } from "./wrong-version-error.ts";
