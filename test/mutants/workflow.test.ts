import { catchesEach } from "./mutant.ts";
import { workflow } from "./right.ts";
import { workflowMutants } from "./workflow.mutants.ts";

catchesEach(workflow, workflowMutants);
