import type { ResourceClients } from "../../system/system-definition.ts";
import type { WorkerMessage } from "./worker-message.ts";

/** The same clients, telling of each call which names it begins with: of a key, of a bucket and an object, of an account. */
export function tellingClients(
  clients: Partial<ResourceClients>,
  tell: (message: WorkerMessage) => void,
): Partial<ResourceClients> {
  const { sql, ...others } = clients;
  const told = Object.entries(others).map(([name, client]) => [
    name,
    telling(name as keyof ResourceClients, client, tell),
  ]);
  return {
    ...(Object.fromEntries(told) as Partial<ResourceClients>),
    // What its tables hold can be asked.
    ...(sql === undefined ? {} : { sql }),
  };
}

function telling<Client extends object>(
  name: keyof ResourceClients,
  client: Client,
  tell: (message: WorkerMessage) => void,
): Client {
  return new Proxy(client, {
    get(target, method) {
      const member: unknown = Reflect.get(target, method, target);
      if (typeof member !== "function" || typeof method !== "string") return member;
      return (...args: readonly unknown[]): unknown => {
        tell({ kind: "client", client: name, method, names: namesIn(args) });
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}

/** The texts before anything else: what follows may be a secret, and is of any size. */
function namesIn(args: readonly unknown[]): readonly string[] {
  const end = args.findIndex((arg) => typeof arg !== "string");
  return args.slice(0, end === -1 ? namesMax : Math.min(end, namesMax)) as readonly string[];
}

const namesMax = 2;
