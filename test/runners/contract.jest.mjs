import { describe, test } from "@jest/globals";
import { contractTests } from "seqwright-runtime/contract";
import { options } from "./options.ts";

contractTests({ describe, test }, options);
