/** Settings of a broker that is its own controller: small, quick to start, and strict where tests profit from it. */
export function kafkaProperties(options: {
  readonly data: string;
  readonly clientPort: number;
  readonly controllerPort: number;
}): Readonly<Record<string, string | number | boolean>> {
  const { data, clientPort, controllerPort } = options;
  return {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
    listeners: `CLIENT://127.0.0.1:${clientPort},CONTROLLER://127.0.0.1:${controllerPort}`,
    "advertised.listeners": `CLIENT://127.0.0.1:${clientPort}`,
    "listener.security.protocol.map": "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "CLIENT",
    "controller.listener.names": "CONTROLLER",
    "log.dirs": data,
    // A misspelt topic is an error, not a new topic.
    "auto.create.topics.enable": false,
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 5,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "transaction.state.log.num.partitions": 5,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    // The first member of a group need not wait for others.
    "group.initial.rebalance.delay.ms": 0,
    // Tests of lost members may ask for short sessions.
    "group.min.session.timeout.ms": 1000,
    // After a kill, the broker may register again only when the session of its former life has ended.
    "broker.session.timeout.ms": 3000,
    "broker.heartbeat.interval.ms": 500,
    // Its default takes a quarter of the heap.
    "log.cleaner.dedupe.buffer.size": 16_777_216,
  };
}
