import { answerTasks } from "../support/answer-tasks.ts";
import { soakContract } from "./soak-contract.ts";

// A process of `soak`.
answerTasks(soakContract);
