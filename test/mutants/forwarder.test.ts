import { system } from "../../generated/shopping-cart-forwarder/wiring.gen.ts";
import { forwarderMutants } from "./forwarder.mutants.ts";
import { catchesEachOf } from "./system-mutant.ts";

catchesEachOf("shopping-cart-forwarder", system, forwarderMutants);
