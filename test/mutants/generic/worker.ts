import { answerTasks } from "../../support/answer-tasks.ts";
import { runMutant } from "./run-mutant.ts";

// A process of `runMutants`.
answerTasks(runMutant);
