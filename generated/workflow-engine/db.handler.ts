import { sql, type SqlDatabase } from "seqwright-runtime";
import type { JsonValue, UserEntity } from "./messages.gen.ts";
import type { PendingActionSource } from "./minio-user-event-handler.handler.ts";
import type { DbPort } from "./ports.gen.ts";

/** DB in diagrams/workflow-engine.puml. Yours: fill in, change, extend. */
export class Db implements DbPort, PendingActionSource {
  protected readonly sql: SqlDatabase;

  constructor({ sql }: { readonly sql: SqlDatabase }) {
    this.sql = sql;
  }

  /** Everything that `work` asks of it happens as a whole or not at all: Initialization Transaction (Synchronous). */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.sql.transaction(work);
  }

  /** INSERT UserEntity, EventLog */
  async insertUserAndEventLog(entity: UserEntity): Promise<void> {
    // A redelivered event finds both rows there already.
    await this.sql.query(sql`INSERT INTO user_entity (user_id, event_id, display_name, active)
      VALUES (${entity.userId}, ${entity.eventId}, ${entity.displayName}, ${entity.active})
      ON CONFLICT (user_id) DO NOTHING`);
    await this.sql.query(sql`INSERT INTO event_log (event_id, user_id)
      VALUES (${entity.eventId}, ${entity.userId})
      ON CONFLICT (event_id) DO NOTHING`);
  }

  /** INSERT RequiredAction(s) */
  async insertRequiredActions(entity: UserEntity): Promise<void> {
    await this.sql.query(sql`INSERT INTO required_action (user_id, minio_add_user, minio_add_path)
      VALUES (${entity.userId}, FALSE, FALSE)
      ON CONFLICT (user_id) DO NOTHING`);
  }

  /** UPDATE RequiredAction */
  async updateRequiredAction(
    entity: UserEntity,
    task: "MINIO_ADD_USER" | "MINIO_ADD_PATH",
    done: boolean,
  ): Promise<void> {
    switch (task) {
      case "MINIO_ADD_USER":
        await this.sql.query(
          sql`UPDATE required_action SET minio_add_user = ${done} WHERE user_id = ${entity.userId}`,
        );
        return;
      case "MINIO_ADD_PATH":
        await this.sql.query(
          sql`UPDATE required_action SET minio_add_path = ${done} WHERE user_id = ${entity.userId}`,
        );
        return;
    }
  }

  /** UPDATE UserEntity (e.g., set activate=true) */
  async updateUserEntity(entity: UserEntity): Promise<void> {
    await this.sql.query(sql`UPDATE user_entity SET active = TRUE WHERE user_id = ${entity.userId}`);
  }

  /** What a registration still requires: one row per user, with a column for each of its tasks. */
  async pendingActions(entity: UserEntity): Promise<JsonValue[]> {
    const { rows } = await this.sql.query<{ user_id: string }>(sql`SELECT user_id FROM required_action
      WHERE user_id = ${entity.userId} AND NOT (minio_add_user AND minio_add_path)`);
    return rows.map((row) => row.user_id);
  }
}
