import { describe, test } from "vitest";
import { contractTests } from "seqwright-runtime/contract";
import { options } from "./options.ts";

contractTests({ describe, test }, options);
