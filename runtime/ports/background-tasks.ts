/** Work that goes on after the operation that asked for it has answered. */
export interface BackgroundTasks {
  /**
   * Starts `task` once the current operation has answered, and returns at once. A task that fails is never lost:
   * its error reaches whoever runs the tasks, under this name.
   */
  run(name: string, task: () => Promise<void>): void;
}
