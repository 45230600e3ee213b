import { loadModule, parseSync, scanSync } from "libpg-query";
import { sqlParser as boundedParser, type SqlParser } from "seqwright-runtime/model";

await loadModule();

/** PostgreSQL's parser, ready for tests that are not asynchronous. */
export const sqlParser: SqlParser = boundedParser({ parseSync, scanSync });
