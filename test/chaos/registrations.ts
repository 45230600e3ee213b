import { randomUUID } from "node:crypto";
import { setup } from "../../generated/workflow-engine/system.ts";
import { protocol } from "../../generated/workflow-engine/steps.gen.ts";
import type { Services } from "../../runtime/services/index.ts";
import { migrate } from "../../runtime/sql/migrate.ts";
import { sql } from "../../runtime/sql.ts";
import type { ResourceClients } from "../../runtime/system/system-definition.ts";
import { writesOf, writesOfRegistration } from "../support/workflow/workflow-system.ts";
import { type Subject, subjectGround } from "./subject.ts";
import { untilItWorks } from "./until-it-works.ts";

/** Triggers that note every single write, so that one that happens twice is seen. */
const writeLog = {
  name: "chaos-write-log",
  migrations: [
    {
      name: "001-write-log",
      statements: [
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

/** The workflow diagram: each registration is an event, and must leave each of its six writes once. */
export async function registrations(services: Services): Promise<Subject> {
  const ground = await subjectGround(services, "workflow-engine", "KafkaListener");
  const { clients, producer, topic } = ground;
  const { migrations = [] } = setup;
  await migrate(clients.sql, { name: protocol.name, migrations });
  await migrate(clients.sql, writeLog);
  const run = randomUUID().slice(0, 8);
  const users: string[] = [];

  return {
    place: ground.place,
    isWorkedOff: () => ground.isWorkedOff(),
    meanwhile: async () => undefined,
    async publish() {
      const userId = `u${users.length}-${run}`;
      users.push(userId);
      const payload = { userId, eventId: `event-${userId}`, displayName: userId };
      await untilItWorks("publish a registration", () =>
        producer.publish({ topic, key: userId, type: "UserRegistered", payload }),
      );
    },
    async findings() {
      let [lost, doubled] = [0, 0];
      for (const user of users) {
        const writes = await writesOf(clients.sql, user);
        const missing = writesOfRegistration.some((write) => !writes.includes(write));
        if (missing || !(await isInMinio(clients, user))) lost += 1;
        else if (writes.length < writesOfRegistration.length) lost += 1;
        doubled += Math.max(0, writes.length - writesOfRegistration.length);
      }
      const letters = await ground.deadLetters();
      const broken = letters === 0 ? [] : [`${letters} registrations dead-lettered`];
      return { published: users.length, lost, doubled, broken };
    },
    [Symbol.asyncDispose]: () => ground[Symbol.asyncDispose](),
  };
}

async function isInMinio({ admin, objects }: ResourceClients, user: string): Promise<boolean> {
  const [info, path] = await Promise.all([
    admin.userInfo(user).catch(() => undefined),
    objects.stat("users", `${user}/`).catch(() => undefined),
  ]);
  return info?.status === "enabled" && path !== undefined;
}
