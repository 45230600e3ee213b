import { catchesEach } from "./mutant.ts";
import { eventMutants } from "./event.mutants.ts";
import { event } from "./right.ts";

catchesEach(event, eventMutants);
