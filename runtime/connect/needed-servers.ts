import type { SystemDefinition } from "../system/system-definition.ts";
import type { ServerName } from "./server-addresses.ts";

/** The servers that a system needs, by the resources and initiators that its diagram draws. */
export function neededServers({
  protocol,
  entries,
}: Pick<SystemDefinition, "protocol" | "entries">): readonly ServerName[] {
  const kinds = new Set(
    Object.values(protocol.participants).flatMap((spec) => (spec.role === "resource" ? [spec.kind] : [])),
  );
  const needed: Readonly<Record<ServerName, boolean>> = {
    kafka: kinds.has("kafka") || entries.some(({ kind }) => kind === "kafka"),
    minio: kinds.has("s3"),
    redis: kinds.has("redis"),
    postgres: kinds.has("sql"),
  };
  return (Object.keys(needed) as ServerName[]).filter((name) => needed[name]);
}
