import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Migration } from "seqwright-runtime";
import type { SqlTable, SqlDescription, SqlTables } from "seqwright-runtime/model";

/** What is remembered of the tables of some migrations, as JSON. */
interface Remembered {
  readonly tables: readonly SqlTable[];
  readonly statements: readonly (readonly [text: string, description: SqlDescription])[];
}

/** What PostgreSQL has said of these migrations before; without a folder, nothing is remembered. */
export class RememberedTables {
  readonly #folder: string | undefined;
  readonly #file: string;

  constructor(folder: string | undefined, migrations: readonly Migration[], version: string) {
    const content = migrations.flatMap(({ statements }) =>
      statements.map(({ text, values }) => [text, values]),
    );
    const key = createHash("sha256")
      .update(JSON.stringify([version, content]))
      .digest("hex");
    this.#folder = folder;
    this.#file = join(folder ?? "", `${key}.json`);
  }

  /** Undefined where one of the statements is new, or nothing can be read. */
  async recall(statements: readonly string[]): Promise<SqlTables | undefined> {
    const known = await this.#read();
    return known !== undefined && statements.every((text) => known.statements.has(text)) ? known : undefined;
  }

  /** Forgets statements that are not asked about any more. A disk that refuses is no reason to fail. */
  async keep({ tables, statements }: SqlTables): Promise<void> {
    if (this.#folder === undefined) return;
    const remembered: Remembered = { tables, statements: [...statements] };
    const draft = `${this.#file}.${randomUUID()}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(draft, JSON.stringify(remembered));
      await rename(draft, this.#file);
    } catch {
      // It is asked again next time.
    }
  }

  async #read(): Promise<SqlTables | undefined> {
    if (this.#folder === undefined) return undefined;
    try {
      const { tables, statements } = JSON.parse(await readFile(this.#file, "utf8")) as Remembered;
      return { tables, statements: new Map(statements) };
    } catch {
      return undefined;
    }
  }
}
