import { catchesEach } from "./mutant.ts";
import { pollingMutants } from "./polling.mutants.ts";
import { polling } from "./right.ts";

catchesEach(polling, pollingMutants);
