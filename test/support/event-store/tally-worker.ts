import { postgresDatabase } from "../../../runtime/adapters/postgres.ts";
import { eventSubscription } from "../../../runtime/event-store/index.ts";
import { sql } from "../../../runtime/sql/sql.ts";

/**
 * A process that keeps a tally of events. `node tally-worker.ts <url> <dies at>` kills itself in the handler of that event, counted
 * from the first one that it handles, after its effect and before the commit; without a number it works until it is killed.
 */
const [url = "", diesAt = ""] = process.argv.slice(2);
const db = postgresDatabase({ url });
let handled = 0;

const subscription = eventSubscription(db, {
  name: "tally",
  pollMs: 10,
  batchMax: 7,
  handle: async ({ stream, version }) => {
    await db.query(sql`INSERT INTO tally (stream, version) VALUES (${stream}, ${version})`);
    handled += 1;
    if (handled === Number(diesAt)) process.kill(process.pid, "SIGKILL");
  },
});
await subscription.start();
