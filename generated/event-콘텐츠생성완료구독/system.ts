import type { SystemSetup } from "seqwright-runtime";
import { migrations } from "./migrations.ts";

/** What diagrams/event-콘텐츠생성완료구독.puml leaves open about the running system. Yours: fill in, change, extend. */
export const setup: SystemSetup = {
  migrations: migrations.migrations,
};
