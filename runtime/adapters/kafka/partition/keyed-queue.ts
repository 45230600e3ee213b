/** Lets items with the same key through one after the other, in order; items without a key pass freely. */
export interface KeyedQueue<Item> {
  /** `false`: an item with this key is in work, and `done` will hand this one out. */
  admit(key: Buffer | null, item: Item): boolean;
  /** The item with this key has been dealt with; returns the next one with it. */
  done(key: Buffer | null): Item | undefined;
}

export function keyedQueue<Item>(): KeyedQueue<Item> {
  const waiting = new Map<string, Item[]>();
  return {
    admit(key, item) {
      if (key === null) return true;
      const name = key.toString("latin1");
      const behind = waiting.get(name);
      if (behind === undefined) waiting.set(name, []);
      else behind.push(item);
      return behind === undefined;
    },
    done(key) {
      if (key === null) return undefined;
      const name = key.toString("latin1");
      const next = waiting.get(name)?.shift();
      if (next === undefined) waiting.delete(name);
      return next;
    },
  };
}
