import { catchesEach } from "../mutant.ts";
import { event } from "../right.ts";
import { resourceOrderMutants } from "./resource-order.mutants.ts";

catchesEach(event, resourceOrderMutants);
