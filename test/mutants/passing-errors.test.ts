import { catchesEach } from "./mutant.ts";
import { passingErrors } from "./passing-errors.mutants.ts";
import { event, polling, workflow } from "./right.ts";

catchesEach(event, passingErrors.event);
catchesEach(polling, passingErrors.polling);
catchesEach(workflow, passingErrors.workflow);
