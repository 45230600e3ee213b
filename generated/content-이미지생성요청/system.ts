import type { SystemSetup } from "seqwright-runtime";

/** What diagrams/content-이미지생성요청.puml leaves open about the running system: nothing. Yours: fill in, change, extend. */
export const setup: SystemSetup = {};
