import { Db } from "../../../generated/workflow-engine/db.handler.ts";
import type { UserEntity, UserRegistered } from "../../../generated/workflow-engine/messages.gen.ts";
import { migrations } from "../../../generated/workflow-engine/migrations.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type { MinioAccountServicePort } from "../../../generated/workflow-engine/ports.gen.ts";
import { RequiredActionStore } from "../../../generated/workflow-engine/required-action-store.handler.ts";
import { protocol } from "../../../generated/workflow-engine/steps.gen.ts";
import { UserJpaRepository } from "../../../generated/workflow-engine/user-jpa-repository.handler.ts";
import { workflowTables, type Workflow, type WorkflowEngine } from "../../../runtime/engine/index.ts";
import type { SqlDatabase } from "../../../runtime/ports/sql-database.ts";
import { migrate, type MigrationSet } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";

export interface WorkflowSystem {
  readonly db: SqlDatabase;
  readonly engine: WorkflowEngine;
  readonly minioSvc: MinioAccountServicePort;
  /** Stands around each collaborator before it is made durable: where faults come in. */
  readonly around?: <C extends object>(name: string, collaborator: C) => C;
}

/** The workflow diagram's system on an engine: what a service's wiring does. */
export function workflowSystem({
  db,
  engine,
  minioSvc,
  around = (_, collaborator) => collaborator,
}: WorkflowSystem): Workflow<UserRegistered> {
  const database = new Db({ sql: db });
  const actionStore = new RequiredActionStore({ db: database });
  const userRepo = new UserJpaRepository({ db: database, actionStore });
  const collaborators = {
    userRepo: around("userRepo", userRepo),
    actionStore: around("actionStore", actionStore),
    minioSvc: around("minioSvc", minioSvc),
    pending: around("pending", database),
  };
  const handler = new MinioUserEventHandler({
    ...engine.durable(collaborators, {
      of: { protocol, component: "Handler" },
      transactional: ["pending"],
    }),
    background: engine.background,
  });
  return engine.workflow(protocol.name, (event: UserRegistered, ack) => handler.eventToEntity(event, ack));
}

/** The steps of one registration, in order. */
export const stepsOfRegistration = [
  "UserRepo.persistUser",
  "pending.pendingActions",
  "MinioSvc.minioAddUserCompletableFuture",
  "ActionStore.updateTask",
  "MinioSvc.createObjectPathCompletableFuture",
  "ActionStore.updateTask",
  "UserRepo.updateUser",
  "ack.acknowledge",
] as const;

export function registration(userId: string): UserRegistered {
  return { eventId: `event-${userId}`, userId, displayName: `User ${userId}` };
}

/** Besides the diagram's own tables: what a MinIO stand-in was asked for, and every single write, to see any that happens twice. */
const watchTables: MigrationSet = {
  name: "workflow-watch",
  migrations: [
    {
      name: "001-logs",
      statements: [
        sql`CREATE TABLE minio_call (number bigint GENERATED ALWAYS AS IDENTITY, user_id text, call text)`,
        sql`CREATE TABLE write_log (number bigint GENERATED ALWAYS AS IDENTITY, user_id text, written text)`,
        sql`CREATE FUNCTION log_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO write_log (user_id, written) VALUES (NEW.user_id, TG_ARGV[0] || ' ' || TG_OP); RETURN NEW; END $$`,
        sql`CREATE TRIGGER user_written AFTER INSERT OR UPDATE ON user_entity
          FOR EACH ROW EXECUTE FUNCTION log_write('user_entity')`,
        sql`CREATE TRIGGER event_written AFTER INSERT OR UPDATE ON event_log
          FOR EACH ROW EXECUTE FUNCTION log_write('event_log')`,
        sql`CREATE TRIGGER action_written AFTER INSERT OR UPDATE ON required_action
          FOR EACH ROW EXECUTE FUNCTION log_write('required_action')`,
      ],
    },
  ],
};

export async function createSystemTables(db: SqlDatabase): Promise<void> {
  for (const tables of [workflowTables, migrations, watchTables]) await migrate(db, tables);
}

/** A MinIO that is a table: what it was asked for stays known when the process dies. Idempotent, as the real one is used. */
export function minioTable(db: SqlDatabase): MinioAccountServicePort {
  const note = async (entity: UserEntity, call: string): Promise<void> => {
    await db.query(sql`INSERT INTO minio_call (user_id, call) VALUES (${entity.userId}, ${call})`);
  };
  return {
    minioAddUserCompletableFuture: (entity) => note(entity, "add user"),
    createObjectPathCompletableFuture: (entity) => note(entity, "create path"),
  };
}

/** What is left of a registration when all is done, in the order in which it was written. */
export const writesOfRegistration = [
  "user_entity INSERT",
  "event_log INSERT",
  "required_action INSERT",
  "required_action UPDATE",
  "required_action UPDATE",
  "user_entity UPDATE",
] as const;

export async function writesOf(db: SqlDatabase, userId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ readonly written: string }>(
    sql`SELECT written FROM write_log WHERE user_id = ${userId} ORDER BY number`,
  );
  return rows.map(({ written }) => written);
}

export async function minioCallsOf(db: SqlDatabase, userId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ readonly call: string }>(
    sql`SELECT call FROM minio_call WHERE user_id = ${userId} ORDER BY number`,
  );
  return rows.map(({ call }) => call);
}
