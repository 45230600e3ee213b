import { FatalError } from "../../errors/errors.ts";
import type { BackgroundTasks } from "../../ports/background-tasks.ts";
import { currentRun } from "../turn/workflow-run.ts";

/** Makes a background task part of the workflow whose code asks for it. */
export const workflowBackground: BackgroundTasks = {
  run(name, task) {
    const current = currentRun.getStore();
    if (current === undefined)
      throw new Error(
        `background task "${name}" belongs to no workflow: call the operation through \`start\``,
      );
    // A recorded step is not run again, so a task that it started would be lost when its process dies.
    if (current.inStep)
      throw new FatalError(
        `background task "${name}" was asked for inside a step: ask for it in the code that takes the steps`,
      );
    current.run.addTask(task);
  },
};
