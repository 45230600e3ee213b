// Generated from diagrams/shopping-cart-forwarder.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { contractTests } from "seqwright-runtime/contract";
import { describe, test } from "vitest";
import { system } from "./wiring.gen.ts";

contractTests({ describe, test }, { system, handlers: import.meta.url });
