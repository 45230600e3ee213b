import type { SystemSetup } from "seqwright-runtime";
import { migrations } from "./migrations.ts";

/** What diagrams/회원가입-사가.puml leaves open about the running system. Yours: fill in, change, extend. */
export const setup: SystemSetup = {
  migrations: migrations.migrations,
};
