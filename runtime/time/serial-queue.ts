/** Runs tasks one at a time, in the order in which they come; a failed one does not stop those behind it. */
export function serialQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const running = last.then(task, task);
    last = running.catch(() => undefined);
    return running;
  };
}
