import { createClient } from "@redis/client";
import { RetryableError } from "../../errors/errors.ts";
import { notify } from "../../errors/notify.ts";
import { withDeadline } from "../../time/within.ts";
import { redisError } from "./redis-error.ts";

export type RedisClient = ReturnType<typeof newClient>;

export interface RedisConnectionOptions {
  readonly url: string;
  readonly connectTimeoutMs: number;
  readonly commandTimeoutMs: number;
  readonly clientName: string;
  readonly onConnectionLost: ((error: Error) => void) | undefined;
}

/** A connection that is made when a command needs it, and made anew by the next command after it was lost. */
export interface RedisConnection extends AsyncDisposable {
  readonly run: <T>(attempted: string, command: (client: RedisClient) => Promise<T>) => Promise<T>;
}

/**
 * The client's own reconnecting is turned off: it would keep a command waiting, or refuse it during a pause although
 * the server is back. This way a command fails at once while the server is away and works from its return on.
 */
export function redisConnection(options: RedisConnectionOptions): RedisConnection {
  const { url, connectTimeoutMs, commandTimeoutMs, onConnectionLost } = options;
  let current: Promise<RedisClient> | undefined;
  let closed = false;

  const open = async (client: RedisClient): Promise<RedisClient> => {
    let isConnected = false;
    // Without a listener a lost connection would end the process.
    client.on("error", (error: Error) => {
      if (isConnected && !closed) notify(onConnectionLost, error);
    });
    try {
      // The client's own limit covers the socket only: a frozen server accepts the connection and then says nothing.
      await answered(connectTimeoutMs, client.connect());
      isConnected = true;
      return client;
    } catch (error) {
      client.destroy();
      throw redisError(`connect to Redis at ${new URL(url).host}`, error);
    }
  };

  const connect = (): Promise<RedisClient> => {
    const client = newClient(options);
    const connecting = open(client);
    const forget = (): void => {
      if (current === connecting) current = undefined;
    };
    client.on("error", forget).on("end", forget);
    connecting.catch(forget);
    return connecting;
  };

  return {
    async run(attempted, command) {
      if (closed) throw new RetryableError(`could not ${attempted}: the connection to Redis has been closed`);
      const client = await (current ??= connect());
      try {
        return await answered(commandTimeoutMs, command(client));
      } catch (error) {
        // The connection may be dead without anybody having noticed. The next command must not wait on it as well.
        if (error instanceof SilentError) client.destroy();
        throw redisError(attempted, error);
      }
    },
    async [Symbol.asyncDispose]() {
      if (closed) return;
      closed = true;
      const client = await current?.catch(() => undefined);
      // Answers to the commands under way are still taken, but not waited for any longer than each of them is.
      if (client?.isOpen === true)
        await answered(commandTimeoutMs, client.close()).catch(() => client.destroy());
    },
  };
}

function newClient({ url, connectTimeoutMs, clientName }: RedisConnectionOptions) {
  return createClient({
    url,
    name: clientName,
    disableOfflineQueue: true,
    socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false },
  });
}

/** The server has not answered in time. */
class SilentError extends Error {
  override readonly name = "SilentError";
}

/** Rejects with a `SilentError` when the server takes longer to answer. */
function answered<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  return withDeadline(timeoutMs, answer, () => new SilentError(`no answer within ${timeoutMs} ms`));
}
