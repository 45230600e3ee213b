import type { ResourceClients } from "./system-definition.ts";

const titles: Readonly<Record<keyof ResourceClients, string>> = {
  sql: "a SQL database",
  redis: "Redis",
  objects: "an object store",
  admin: "the administration of MinIO",
  events: "an event publisher",
};

/** The clients as gateways take them. A client that was not given is an error only when a gateway asks for it. */
export function resourceClients(given: Partial<ResourceClients>, participant: string): ResourceClients {
  const client = <Name extends keyof ResourceClients>(name: Name): ResourceClients[Name] => {
    const found = given[name];
    if (found === undefined)
      throw new Error(`${participant} needs ${titles[name]}: give startSystem \`clients: { ${name} }\``);
    return found;
  };
  return {
    get sql() {
      return client("sql");
    },
    get redis() {
      return client("redis");
    },
    get objects() {
      return client("objects");
    },
    get admin() {
      return client("admin");
    },
    get events() {
      return client("events");
    },
  };
}
