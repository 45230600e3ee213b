import { catchesEach } from "./mutant.ts";
import { event, polling, workflow } from "./right.ts";
import { severalEvents } from "./several-events.mutants.ts";

catchesEach(event.protocol, event.right, severalEvents.event);
catchesEach(polling.protocol, polling.right, severalEvents.polling);
catchesEach(workflow.protocol, workflow.right, severalEvents.workflow);
