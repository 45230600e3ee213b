import { catchesEach } from "../mutant.ts";
import { workflow } from "../right.ts";
import { pendingActions } from "./pending.mutants.ts";

catchesEach(workflow, pendingActions);
