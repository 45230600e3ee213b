import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diagramFileName } from "./diagram-file-name.ts";

/** Leads to one of the drawn cases. */
export interface KeptCase {
  readonly seed: number;
  readonly path: string;
}

/**
 * Cases of one diagram that broke a property, the latest one of each: they are tried first, until they pass. They lie in
 * `.seqwright/cases` of the folder that tests are started in, which tells Git to leave them out;
 * `SEQWRIGHT_CASES=off` keeps none.
 */
export class KeptCases {
  readonly #file: string;

  constructor(diagram: string, root: string = process.cwd()) {
    this.#file = join(root, folder, `${diagramFileName(diagram)}.json`);
  }

  of(property: string): KeptCase | undefined {
    if (process.env["SEQWRIGHT_CASES"] === "off") return undefined;
    return this.#read().get(property);
  }

  keep(property: string, { seed, path }: KeptCase): void {
    if (process.env["SEQWRIGHT_CASES"] === "off") return;
    this.#write(new Map([...this.#read()].slice(-casesMax)).set(property, { seed, path }));
  }

  drop(property: string): void {
    const all = this.#read();
    if (all.delete(property)) this.#write(all);
  }

  /** What cannot be read was not written by us: it is as if nothing was kept. */
  #read(): Map<string, KeptCase> {
    try {
      const written: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      const rows: readonly (readonly [string, unknown])[] =
        typeof written === "object" && written !== null ? Object.entries(written) : [];
      return new Map(rows.flatMap(([property, one]) => (isKeptCase(one) ? [[property, one]] : [])));
    } catch {
      return new Map();
    }
  }

  /** A folder that cannot be written only costs the example. */
  #write(all: ReadonlyMap<string, KeptCase>): void {
    try {
      mkdirSync(join(this.#file, ".."), { recursive: true });
      writeFileSync(join(this.#file, "..", ".gitignore"), "*\n");
      writeFileSync(this.#file, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
    } catch {
      return;
    }
  }
}

const folder = ".seqwright/cases";
const casesMax = 200;

function isKeptCase(value: unknown): value is KeptCase {
  return (
    typeof value === "object" &&
    value !== null &&
    "seed" in value &&
    Number.isSafeInteger(value.seed) &&
    "path" in value &&
    typeof value.path === "string" &&
    /^\d{1,9}(?::\d{1,9}){0,2000}$/.test(value.path)
  );
}
