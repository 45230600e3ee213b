import type { ResourceKind } from "seqwright-runtime/model";
import { outsider, worker } from "./name-words.ts";
import { findTechnology } from "./technologies.ts";

/** The line of a label that names a topic: by its spelling, or as the only word beside those for the technology. */
export function topicInLabel(lines: readonly string[], kind: ResourceKind | undefined): string | undefined {
  if (lines.length < 2) return undefined;
  const spelled = lines.find((line) => /^[a-z0-9]+([-._][a-z0-9]+)+$/u.test(line));
  if (spelled !== undefined || kind !== "kafka") return spelled;
  const others = lines.filter(
    (line) => findTechnology(line)[0] === undefined && !/^[(<«].*[)>»]$/u.test(line),
  );
  const [only] = others;
  if (others.length !== 1 || only === undefined || !/^[\p{L}\p{N}_]+$/u.test(only)) return undefined;
  return worker.test(only) || outsider.test(only) ? undefined : only;
}
