import { catchesEach } from "../mutant.ts";
import { polling } from "../right.ts";
import { pollingNoteMutants } from "./polling.mutants.ts";

catchesEach(polling, pollingNoteMutants);
