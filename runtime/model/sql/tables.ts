/** What a type of PostgreSQL is called: `text`, `numeric`, `uuid`. */
export interface SqlType {
  /** Of an array, what its elements are. */
  readonly name: string;
  readonly isArray: boolean;
  /** The values of an enumeration, in its order; none for other types. */
  readonly labels: readonly string[];
}

/** A table that migrations have made. */
export interface SqlTable {
  /** With its schema, where that is not `public`. */
  readonly name: string;
  readonly columns: readonly SqlColumn[];
  /** The columns of each unique key that holds for all rows. */
  readonly keys: readonly (readonly string[])[];
}

export interface SqlColumn {
  readonly name: string;
  /** NOT NULL, and nothing fills it in where an INSERT does not. */
  readonly isRequired: boolean;
  readonly isNullable: boolean;
}

/** What PostgreSQL makes of a statement, with these tables. */
export type SqlDescription =
  | {
      readonly kind: "fits";
      /** Of `$1`, `$2` … */
      readonly parameters: readonly SqlType[];
      /** Of what comes back, in its order; none where nothing does. */
      readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
    }
  /** `reason` and `hint` are PostgreSQL's words. */
  | { readonly kind: "refused"; readonly reason: string; readonly hint: string | undefined };

/** The tables of a system, and what they make of its statements, by their texts with `$1`, `$2` … */
export interface SqlTables {
  readonly tables: readonly SqlTable[];
  readonly statements: ReadonlyMap<string, SqlDescription>;
}
