import kafkajs, { type ISocketFactory } from "kafkajs";
import type { Repair } from "./repair.ts";

interface Connection {
  readonly socketFactory: ISocketFactory & { readonly [refusal]?: () => Error | undefined };
  connect: (this: Connection) => Promise<boolean>;
}

const refusal = Symbol.for("seqwright.kafkajs.refusal");

/**
 * kafkajs treats every failure to connect as an outage. It tries again for a minute or more, also after its client has
 * been closed, and also when the broker showed a certificate that will be the same at the next try. With the repair, the
 * factory of its sockets can say that another try is pointless.
 */
export const connectionRepair: Repair = {
  file: "network/connection",
  methods: ["connect"],
  apply(prototype) {
    const connection = prototype as Connection;
    const original = connection.connect;
    connection.connect = async function connect() {
      const reason = this.socketFactory[refusal]?.();
      if (reason !== undefined) throw new kafkajs.KafkaJSNonRetriableError(reason);
      return original.call(this);
    };
  },
};

/** A factory of sockets that is asked before each connection whether it refuses to make one. */
export function refusingFactory(factory: ISocketFactory, refuse: () => Error | undefined): ISocketFactory {
  return Object.assign(factory, { [refusal]: refuse });
}
