import { catchesEach } from "./mutant.ts";
import { passingErrors } from "./passing-errors.mutants.ts";
import { event, polling, workflow } from "./right.ts";

catchesEach(event.protocol, event.right, passingErrors.event);
catchesEach(polling.protocol, polling.right, passingErrors.polling);
catchesEach(workflow.protocol, workflow.right, passingErrors.workflow);
