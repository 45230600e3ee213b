export interface MemoisedConnection<T> {
  /** Connects at the first call; calls meanwhile and later get the same connection. A failure is not remembered. */
  get(): Promise<T>;
  /** The next call connects anew, if this is still the connection. */
  forget(connection: T): void;
  /** Closes what is open; the next call connects anew. */
  release(closeConnection: (connection: T) => Promise<void>): Promise<void>;
  /** Closes what is open. Later calls reject. */
  close(closeConnection: (connection: T) => Promise<void>): Promise<void>;
}

/** A connection made when it is first needed. */
export function memoisedConnection<T>(connect: () => Promise<T>): MemoisedConnection<T> {
  let connecting: Promise<T> | undefined;
  let current: T | undefined;
  let closed = false;

  const open = async (): Promise<T> => {
    try {
      current = await connect();
      return current;
    } catch (error) {
      connecting = undefined;
      throw error;
    }
  };

  const release = async (closeConnection: (connection: T) => Promise<void>): Promise<void> => {
    const released = connecting;
    connecting = undefined;
    current = undefined;
    const connection = await released?.catch(() => undefined);
    if (connection !== undefined) await closeConnection(connection);
  };

  return {
    release,
    async get() {
      if (closed) throw new Error("the connection has been closed");
      connecting ??= open();
      return connecting;
    },
    forget(connection) {
      if (connection !== current) return;
      connecting = undefined;
      current = undefined;
    },
    async close(closeConnection) {
      closed = true;
      await release(closeConnection);
    },
  };
}
