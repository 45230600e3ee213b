import type { SeqwrightConfig } from "./seqwright-config.ts";

/** Returns its argument. It gives `seqwright.config.ts` completion and type checking without an annotation. */
export function defineConfig(config: SeqwrightConfig): SeqwrightConfig {
  return config;
}
