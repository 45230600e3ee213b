import { catchesEach } from "../mutant.ts";
import { polling, workflow } from "../right.ts";
import { lateAnswers } from "./late-answers.mutants.ts";

catchesEach(polling, lateAnswers.polling);
catchesEach(workflow, lateAnswers.workflow);
