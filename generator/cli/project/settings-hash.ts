import type { SeqwrightConfig } from "../../config/seqwright-config.ts";
import { contentHash } from "../../manifest/content-hash.ts";

/** What stands for all that the configuration says for one diagram: its values, whatever the file looks like. */
export function settingsHash({ glossary, contract, diagram = {} }: SeqwrightConfig, name: string): string {
  const own = Object.hasOwn(diagram, name) ? diagram[name] : undefined;
  return contentHash(JSON.stringify({ glossary, contract, own }, withSortedKeys));
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
