import {
  type ConnectionOptions,
  connectSystem as connect,
  type Connections,
} from "../../generator/cli/run/connect-system.ts";
import type { Runtime } from "../../generator/cli/run/runtime-of.ts";
import type { ServiceAddresses } from "../../generator/services/index.ts";

const runtime: Runtime = (entry) => import(entry);

/** `connectSystem` with the adapters of this repository. */
export function connectSystem(
  addresses: Partial<ServiceAddresses>,
  options: Omit<ConnectionOptions, "runtime"> = {},
): Promise<Connections> {
  return connect(addresses, { ...options, runtime });
}
