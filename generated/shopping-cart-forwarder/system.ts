import type { SystemSetup } from "seqwright-runtime";
import { migrations } from "./migrations.ts";

/** What diagrams/shopping-cart-forwarder.puml leaves open about the running system. Yours: fill in, change, extend. */
export const setup: SystemSetup = {
  migrations: migrations.migrations,
};
