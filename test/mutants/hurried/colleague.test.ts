import { catchesEach } from "../mutant.ts";
import { event, polling, workflow } from "../right.ts";
import { colleague } from "./colleague.mutants.ts";

catchesEach(event, colleague.event);
catchesEach(polling, colleague.polling);
catchesEach(workflow, colleague.workflow);
