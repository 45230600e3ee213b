export type { Acknowledgement } from "./ports/acknowledgement.ts";
export type { BackgroundTasks } from "./ports/background-tasks.ts";
export type {
  ConsumedEvent,
  DeferredAcknowledgement,
  DeferredEventHandler,
  EventConsumer,
  EventHandler,
} from "./ports/event-consumer.ts";
export type { EventPublisher, OutgoingEvent } from "./ports/event-publisher.ts";
export type { HttpEndpoints, HttpRequest, HttpRoute, HttpRouteParameter } from "./ports/http-route.ts";
export type { HttpResponse } from "./ports/http-response.ts";
export type { AddUserOptions, MinioAdmin, MinioUserInfo, MinioUserStatus } from "./ports/minio-admin.ts";
export type { ObjectInfo, ObjectStore, PutOptions } from "./ports/object-store.ts";
export type { RedisCommands, RedisExpireOptions, RedisSetOptions } from "./ports/redis-commands.ts";
export type { SqlDatabase, SqlResult, SqlStatement, UnitOfWork } from "./ports/sql-database.ts";

export { bytesSchema } from "./errors/bytes-schema.ts";
export { bestEffort } from "./errors/best-effort.ts";
export { together } from "./errors/together.ts";
export { UndoError, UndoStack } from "./errors/undo-stack.ts";
export { caught } from "./errors/caught.ts";
export { decodeJson, decodeStoredJson, parse } from "./errors/decode.ts";
export { jsonText } from "./errors/json-text.ts";
export {
  FatalError,
  InvalidPayloadError,
  isRetryable,
  NotImplementedError,
  RetryableError,
} from "./errors/errors.ts";
export {
  immediateBackground,
  type ImmediateBackground,
  type ImmediateBackgroundOptions,
} from "./system/immediate-background.ts";
export { decodeSql } from "./sql/decode-sql.ts";
export { onlyColumn } from "./sql/only-column.ts";
export { retried, type DrawnRetry } from "./retry/retried.ts";
export { onlyValue } from "./sql/only-value.ts";
export { rollback } from "./sql/rollback.ts";
export { sql } from "./sql/sql.ts";
export { sqlJson } from "./sql/bind-value.ts";
export { migrate, type MigrateOptions, type Migration, type MigrationSet } from "./sql/migrate.ts";
export { sqlState } from "./sql/sql-error.ts";

export { startSystem, type RunningSystem } from "./system/start-system.ts";
export type {
  Subscribe,
  Subscription,
  SystemEvent,
  SystemOptions,
  SystemSetup,
} from "./system/system-options.ts";
export type { EntryPolicies, PollingPolicy } from "./model/policy/entry-policies.ts";
export type { CallEntry, HttpEntry, HttpParameter, HttpPlace, KafkaEntry } from "./model/entries.ts";
export type { ResourceClients, SystemDefinition, SystemEntry } from "./system/system-definition.ts";

export type { Arrow, ArrowEvent, ArrowOutcome } from "./trace/arrow-event.ts";
export type { ArrowObserver } from "./trace/arrow-observer.ts";
export { traceRecorder, type TraceRecorder, type TraceRecorderOptions } from "./trace/trace-recorder.ts";
export { traced, type TracedOptions } from "./trace/traced.ts";

/** Generated schemas are zod's. They import it from here, so that a project has only one package to install. */
export { z } from "zod";

export type * from "./model/index.ts";
export { isNothing } from "./model/guards/evaluate-guards.ts";
export { ttlSeconds } from "./model/ttl-seconds.ts";
