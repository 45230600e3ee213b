import { catchesEach } from "./mutant.ts";
import { event, polling, workflow } from "./right.ts";
import { severalEvents } from "./several-events.mutants.ts";

catchesEach(event, severalEvents.event);
catchesEach(polling, severalEvents.polling);
catchesEach(workflow, severalEvents.workflow);
