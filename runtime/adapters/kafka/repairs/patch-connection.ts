import kafkajs, { type ISocketFactory } from "kafkajs";
import { patchPrototype } from "./kafkajs-internals.ts";

interface Connection {
  readonly socketFactory: ISocketFactory & { readonly [refusal]?: () => Error | undefined };
  connect: (this: Connection) => Promise<boolean>;
}

const refusal = Symbol.for("seqwright.kafkajs.refusal");

/**
 * kafkajs takes whatever keeps it from connecting for an outage, and goes on trying until its retries are used up, a
 * minute or more later: also after its client has been closed, and when the broker showed a certificate that will be
 * the same at the next try. Now the factory of its sockets can say that there is no point in another try.
 */
export function patchConnection(): void {
  patchPrototype("network/connection", (prototype) => {
    const connection = prototype as Connection;
    const original = connection.connect;
    connection.connect = async function connect() {
      const reason = this.socketFactory[refusal]?.();
      if (reason !== undefined) throw new kafkajs.KafkaJSNonRetriableError(reason);
      return original.call(this);
    };
  });
}

/** A factory of sockets that is asked before each connection whether it refuses. Without the patch, it never is. */
export function refusingFactory(factory: ISocketFactory, refuse: () => Error | undefined): ISocketFactory {
  return Object.assign(factory, { [refusal]: refuse });
}
