export {
  type ConnectedClients,
  connectSystem,
  type Connections,
  type ConnectionOptions,
} from "./connect-system.ts";
export { neededServers } from "./needed-servers.ts";
export { addressesFrom, type ServerAddresses, type ServerName } from "./server-addresses.ts";
