import { system } from "../../generated/group-checkout-saga/wiring.gen.ts";
import { groupCheckoutMutants } from "./group-checkout.mutants.ts";
import { catchesEachOf } from "./system-mutant.ts";

catchesEachOf("group-checkout-saga", system, groupCheckoutMutants);
