import { describe, test } from "node:test";
import { contractTests } from "seqwright-runtime/contract";
import { options } from "./options.ts";

contractTests({ describe, test }, options);
