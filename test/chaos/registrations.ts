import { randomUUID } from "node:crypto";
import { setup } from "../../generated/workflow-engine/system.ts";
import { protocol } from "../../generated/workflow-engine/steps.gen.ts";
import type { SqlDatabase } from "../../runtime/ports/sql-database.ts";
import type { ServiceAddresses } from "../../generator/services/index.ts";
import { migrate } from "../../runtime/sql/migrate.ts";
import { sql } from "../../runtime/sql/sql.ts";
import type { ResourceClients } from "../../runtime/system/system-definition.ts";
import { writesOf, writesOfRegistration } from "../support/workflow/workflow-system.ts";
import { sumOfFindings } from "./findings.ts";
import { judgeEffects } from "./judge.ts";
import { judgeMinioWrites, type MarkedAt, minioWatch } from "./minio-watch.ts";
import { type Subject, subjectGround } from "./subject.ts";
import { untilItWorks } from "../../runtime/contract/chaos/until-it-works.ts";

/** Triggers that note every single write, so that one that happens twice is seen. */
const writeLog = {
  name: "chaos-write-log",
  migrations: [
    {
      name: "001-write-log",
      statements: [
        sql`CREATE TABLE write_log (number bigint GENERATED ALWAYS AS IDENTITY, user_id text, written text,
          at timestamptz NOT NULL DEFAULT clock_timestamp())`,
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

/** The workflow diagram: each registration is an event, of which every third comes twice, and must leave its six writes once each. */
export async function registrations(servers: ServiceAddresses): Promise<Subject> {
  const ground = await subjectGround(servers, "workflow-engine", "KafkaListener");
  const { clients, producer, topic, place } = ground;
  const watch = await minioWatch(servers.minio);
  const { migrations = [] } = setup;
  await migrate(clients.sql, { name: protocol.name, migrations });
  await migrate(clients.sql, writeLog);
  const run = randomUUID().slice(0, 8);
  const users: string[] = [];

  const findingsOf = async (user: string) => {
    const judged = judgeEffects(writesOfRegistration, await writesOf(clients.sql, user));
    return { ...judged, lost: judged.lost + (await missingInMinio(clients, user)) };
  };

  return {
    place: { ...place, addresses: { ...place.addresses, minio: watch.address } },
    isWorkedOff: () => ground.isWorkedOff(),
    meanwhile: async () => undefined,
    nextLife: () => watch.nextLife(),
    async publish() {
      const userId = `u${users.length}-${run}`;
      users.push(userId);
      const payload = { userId, eventId: `event-${userId}`, displayName: userId };
      const times = users.length % 3 === 0 ? 2 : 1;
      for (let time = 1; time <= times; time += 1)
        await untilItWorks("publish a registration", () =>
          producer.publish({ topic, key: userId, type: "UserRegistered", payload }),
        );
    },
    async findings() {
      const { doubled, repeated } = judgeMinioWrites(watch.writes, await marksIn(clients.sql));
      return sumOfFindings([
        ...(await Promise.all(users.map(findingsOf))),
        await ground.deadLetters(),
        {
          events: users.length,
          doubled,
          remarks: { "paths in MinIO asked for again": repeated },
        },
      ]);
    },
    async [Symbol.asyncDispose]() {
      for (const user of users) await removeFromMinio(clients, user);
      await watch[Symbol.asyncDispose]();
      await ground[Symbol.asyncDispose]();
    },
  };
}

/** A user's first action to be marked is the account, the second one the path. */
async function marksIn(db: SqlDatabase): Promise<MarkedAt> {
  const { rows } = await db.query<{ readonly user: string; readonly marks: readonly number[] }>(
    sql`SELECT user_id AS "user", array_agg(extract(epoch FROM at)::float8 * 1000 ORDER BY number) AS marks
      FROM write_log WHERE written = 'required_action UPDATE' GROUP BY user_id`,
  );
  const marksOf = new Map(rows.map(({ user, marks }) => [user, marks]));
  return ({ user, what }) => marksOf.get(user)?.[what === "account" ? 0 : 1];
}

async function missingInMinio({ admin, objects }: ResourceClients, user: string): Promise<number> {
  const [info, path] = await Promise.all([
    admin.userInfo(user),
    (await objects.bucketExists("users")) ? objects.stat("users", `${user}/`) : undefined,
  ]);
  return Number(info?.status !== "enabled") + Number(path === undefined);
}

async function removeFromMinio({ admin, objects }: ResourceClients, user: string): Promise<void> {
  await admin.removeUser(user).catch(() => undefined);
  await objects.remove("users", `${user}/`).catch(() => undefined);
}
