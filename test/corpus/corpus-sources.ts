import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { isDiagramFile } from "../../generator/source/diagram-name.ts";
import type { CorpusSource } from "./corpus-result.ts";

// No drawing is as long; what is, is something else under a diagram's name.
const bytesMax = 4_000_000;

/**
 * Every diagram text below a folder, in code-unit order of the paths: files of diagrams, and each `src` in a `.ndjson`
 * file of probes. Links are not followed, and hidden folders and `node_modules` are left out.
 */
export async function* corpusSources(folder: string, below = ""): AsyncGenerator<CorpusSource> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!entry.name.startsWith(".") && entry.name !== "node_modules") yield* corpusSources(folder, path);
    } else if (entry.isFile()) yield* sourcesIn(folder, path);
  }
}

async function* sourcesIn(folder: string, path: string): AsyncGenerator<CorpusSource> {
  const isProbes = path.endsWith(".ndjson");
  // `.uml` and `.iuml` are other things in a project's folder, but here somebody points at diagrams.
  if (!isProbes && !isDiagramFile(path) && !/\.i?uml$/i.test(path)) return;
  const { size } = await stat(join(folder, path));
  if (!isProbes && size > bytesMax) return;
  const text = await readFile(join(folder, path), "utf8");
  if (!isProbes) yield { path, text };
  else yield* probesIn(path, text);
}

/** Lines without a text of a diagram are left out: there are other files of the same kind. */
function* probesIn(path: string, text: string): Generator<CorpusSource> {
  for (const [index, line] of text.split("\n").entries()) {
    const probe = parsed(line);
    if (typeof probe === "object" && probe !== null && "src" in probe && typeof probe.src === "string") {
      yield { path: `${path}:${index + 1}`, text: probe.src };
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
