import type { ResourceKind } from "seqwright-runtime/model";
import { outsider, worker } from "./name-words.ts";
import { findTechnology } from "./technologies.ts";

/**
 * The part of a label that names a topic: a line, by its spelling or as the only word beside those for the technology;
 * or a word of a single line, by its spelling: `Kafka order-events`, `order-events`, `Kafka payments`.
 */
export function topicInLabel(lines: readonly string[], kind: ResourceKind | undefined): string | undefined {
  if (lines.length < 2) return kind === "kafka" ? topicInWords(lines[0] ?? "") : undefined;
  const spelled = lines.find((line) => isSpelledOut.test(line));
  if (spelled !== undefined || kind !== "kafka") return spelled;
  const others = lines.filter(
    (line) => findTechnology(line)[0] === undefined && !/^[(<«].*[)>»]$/u.test(line),
  );
  const [only] = others;
  if (others.length !== 1 || only === undefined || !/^[\p{L}\p{N}_]+$/u.test(only)) return undefined;
  return worker.test(only) || outsider.test(only) ? undefined : only;
}

function topicInWords(label: string): string | undefined {
  const words = label.split(/[\s:()]+/u).filter((word) => word !== "");
  const others = words.filter((word) => findTechnology(word)[0] !== "kafka" || isSpelledOut.test(word));
  const [only] = others;
  if (others.length !== 1 || only === undefined || words.length > 3) return undefined;
  if (isSpelledOut.test(only)) return only;
  return words.length === 2 &&
    /^(?:kafka|topic|토픽)$/iu.test(words[0] ?? "") &&
    /^[a-z][a-z\d]*$/u.test(only) &&
    !general.test(only)
    ? only
    : undefined;
}

/** As topics are spelled. */
const isSpelledOut = /^[a-z0-9]+(?:[-._][a-z0-9]+)+$/u;
const general =
  /^(?:events?|messages?|cluster|server|bus|brokers?|consumers?|producers?|connect|streams?|system)$/u;
