import { Db } from "../../generated/workflow-engine/db.handler.ts";
import type { UserEntity } from "../../generated/workflow-engine/messages.gen.ts";
import { postgresDatabase } from "../../runtime/adapters/postgres.ts";
import { workflowEngine } from "../../runtime/engine/index.ts";
import type { SqlDatabase } from "../../runtime/ports/sql-database.ts";
import { freshDatabase } from "../support/workflow/fresh-database.ts";
import { createSystemTables, registration, workflowSystem } from "../support/workflow/workflow-system.ts";

/** Workflows per second of both, as medians over all rounds. */
export interface EngineFigures {
  readonly bare: number;
  readonly engine: number;
}

const concurrency = 10;
const minioSvc = {
  minioAddUserCompletableFuture: async (): Promise<void> => undefined,
  createObjectPathCompletableFuture: async (): Promise<void> => undefined,
};

/**
 * Workflows per second of the engine against a bare loop that takes the same steps and remembers nothing, side by side
 * on one PostgreSQL. MinIO is left out of both, so that what is compared is what durability costs.
 */
export async function benchEngine(url: string, count = 300, rounds = 7): Promise<EngineFigures> {
  await using database = await freshDatabase(url);
  await using db = postgresDatabase({ url: database.url, connectionsMax: concurrency });
  await createSystemTables(db);

  let users = 0;
  const nextUser = (): string => `user-${users++}`;

  async function bare(database: SqlDatabase): Promise<void> {
    const { eventId, userId, displayName } = registration(nextUser());
    const entity: UserEntity = { userId, eventId, displayName, active: false };
    const tables = new Db({ sql: database });
    await database.transaction(async () => {
      await tables.insertUserAndEventLog(entity);
      await tables.insertRequiredActions(entity);
    });
    for (const _ of await tables.pendingActions(entity)) {
      await minioSvc.minioAddUserCompletableFuture();
      await tables.updateRequiredAction(entity, "MINIO_ADD_USER", true);
      await minioSvc.createObjectPathCompletableFuture();
      await tables.updateRequiredAction(entity, "MINIO_ADD_PATH", true);
    }
    await tables.updateUserEntity(entity);
  }

  // A lane goes on when its workflow is acknowledged, just before that one is marked as done: leave room for both.
  await using engine = workflowEngine({ db, concurrency: 2 * concurrency });
  engine.resume();
  const workflow = workflowSystem({ db, engine, minioSvc });

  async function durable(): Promise<void> {
    const event = registration(nextUser());
    await new Promise<void>((resolve, reject) => {
      workflow.start(event.eventId, event, { acknowledge: async () => resolve() }).catch(reject);
    });
  }

  async function perSecond(one: () => Promise<void>): Promise<number> {
    let left = count;
    const lane = async (): Promise<void> => {
      while (left-- > 0) await one();
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: concurrency }, lane));
    await engine.idle();
    return (count / (performance.now() - start)) * 1_000;
  }

  const figures: { bare: number[]; engine: number[] } = { bare: [], engine: [] };
  await perSecond(() => bare(db));
  await perSecond(durable);
  for (let round = 0; round < rounds; round += 1) {
    figures.bare.push(await perSecond(() => bare(db)));
    figures.engine.push(await perSecond(durable));
  }
  return { bare: median(figures.bare), engine: median(figures.engine) };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** `node --conditions=seqwright-source test/bench/engine.ts <postgres url> [workflows per round] [rounds]` */
if (import.meta.main) {
  const [url = process.env["POSTGRES_URL"], count = "300", rounds = "7"] = process.argv.slice(2);
  if (url === undefined) throw new Error("say which PostgreSQL: as the first argument, or in POSTGRES_URL");
  const { bare, engine } = await benchEngine(url, Number(count), Number(rounds));
  process.stdout.write(
    `${count} workflows, ${concurrency} at once, median of ${rounds} rounds\n` +
      `bare loop  ${bare.toFixed(0)}/s\nengine     ${engine.toFixed(0)}/s (${(engine / bare).toFixed(2)} of bare)\n`,
  );
}
