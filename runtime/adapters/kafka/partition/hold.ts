/** While the group distributes its partitions anew. */
export interface Hold {
  readonly stillness: Promise<void>;
  readonly still: () => void;
  readonly ended: Promise<void>;
  readonly end: () => void;
}

export function newHold(): Hold {
  let still = (): void => {};
  let end = (): void => {};
  const stillness = new Promise<void>((resolve) => (still = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { stillness, still, ended, end };
}
