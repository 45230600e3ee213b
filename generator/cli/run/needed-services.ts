import type { ServiceName } from "../../services/servers/service.ts";
import type { SystemDefinition } from "seqwright-runtime";

/** The servers that a system needs, by the resources and initiators that its diagram draws. */
export function neededServices({ protocol, entries }: SystemDefinition): readonly ServiceName[] {
  const kinds = new Set(
    Object.values(protocol.participants).flatMap((spec) => (spec.role === "resource" ? [spec.kind] : [])),
  );
  const needed: Readonly<Record<ServiceName, boolean>> = {
    kafka: kinds.has("kafka") || entries.some(({ kind }) => kind === "kafka"),
    minio: kinds.has("s3"),
    redis: kinds.has("redis"),
    postgres: kinds.has("sql"),
  };
  return (Object.keys(needed) as ServiceName[]).filter((name) => needed[name]);
}
