import { FatalError } from "../../errors/errors.ts";
import type { BackgroundTasks } from "../../ports/background-tasks.ts";
import { currentRun } from "../turn/workflow-run.ts";

/** Makes background tasks part of the workflow that the code which asks for them belongs to. */
export const workflowBackground: BackgroundTasks = {
  run(name, task) {
    const current = currentRun.getStore();
    if (current === undefined)
      throw new Error(
        `background task "${name}" belongs to no workflow: call the operation through \`start\``,
      );
    // A step that is in the journal is not gone through again, so what it started would be lost with its process.
    if (current.inStep)
      throw new FatalError(
        `background task "${name}" was asked for inside a step: ask for it in the code that takes the steps`,
      );
    current.run.addTask(task);
  },
};
