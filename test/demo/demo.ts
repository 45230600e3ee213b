import { parseArgs } from "node:util";
import { privateServices, type Services, startServices } from "../../generator/services/index.ts";
import { addressesOf } from "../chaos/subject.ts";
import { freshDatabase } from "../support/workflow/fresh-database.ts";
import { command, unlessAborted } from "./command.ts";
import { demoInput } from "./demo-input.ts";
import { demoReport } from "./demo-report.ts";
import { runDemo } from "./demo-run.ts";

const usage = `Shows the systems of the three diagrams at work on real servers, and what they leave there.

  --keep  on the servers of \`seqwright services up\`, which stay with all that was written, to look around
  --help  shows this

Without --keep, the servers are the demonstration's own, and gone with all their data when it ends.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const log = (line: string): void => void process.stderr.write(`${line}\n`);

await command(usage, async (signal) => {
  const { values } = parseArgs({
    options: { keep: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  if (!values.keep) {
    await using services = await privateServices({ log, signal });
    return await unlessAborted(signal, show(services));
  }
  const services = await startServices({ log, signal });
  const exitCode = await unlessAborted(signal, show(services, tellWhereToLook));
  say("\nThe servers go on. They are stopped by: npx seqwright services down");
  return exitCode;
});

async function show(services: Services, onShown: typeof tellWhereToLook = () => undefined): Promise<number> {
  const report = demoReport(say);
  const { url } = await freshDatabase(services.postgres.address.url);
  const addresses = { ...addressesOf(services), postgres: { url } };
  await runDemo(addresses, demoInput(), report);
  report.heading(report.broken === 0 ? "All promises were kept." : `${report.broken} promises were BROKEN.`);
  onShown(addresses);
  return report.broken === 0 ? 0 : 1;
}

function tellWhereToLook({ kafka, minio, redis, postgres }: ReturnType<typeof addressesOf>): void {
  say(`
Everything is still there:
  PostgreSQL  psql "${postgres.url}"
  Redis       redis-cli -u ${redis.url}
  MinIO       ${minio.endpoint} (${minio.accessKey} / ${minio.secretKey})
  Kafka       ${kafka.brokers.join(",")}`);
}
