import type { SystemSetup } from "seqwright-runtime";
import { migrations } from "./migrations.ts";

/** What diagrams/workflow-engine.puml leaves open about the running system. Yours: fill in, change, extend. */
export const setup: SystemSetup = {
  topics: { KafkaListener: "user-registered" },
  collaborators: { Handler: { pending: "DB" } },
  migrations: migrations.migrations,
};
