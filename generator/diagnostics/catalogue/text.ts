/** Problems found in what the texts of a diagram say. */
export const textDiagnostics = {
  "text/sql-refused": {
    severity: "warning",
    message: (p: { reason: string }): string =>
      `This looks like SQL, and PostgreSQL cannot read it: ${shown(p.reason)}. It becomes a method that you write.`,
    hint: (): string => "Write the statement as PostgreSQL runs it, with remarks on lines of their own.",
  },
  "text/every-row": {
    severity: "warning",
    message: (p: { verb: string; table: string }): string =>
      `This ${p.verb} has no WHERE: it is for every row of "${shown(p.table)}".`,
    hint: (): string => "Add WHERE, or WHERE true if every row is meant.",
  },
  "text/sql-does-not-fit": {
    severity: "error",
    message: (p: { reason: string }): string =>
      `This statement does not fit the tables that the migrations in system.ts make: ${shown(p.reason)}.`,
    hint: (): string => "Correct the statement, or add a migration.",
  },
  "text/sql-type-differs": {
    severity: "warning",
    message: (p: { name: string; type: string; column: string; kind: string }): string =>
      `"${shown(p.name)}" is ${shown(p.type)} in this diagram, and the column "${shown(p.column)}" takes no such value: it is of the kind ${p.kind}.`,
    hint: (): string =>
      "Draw or describe the value as its column holds it, or change the column in a migration.",
  },
  "text/tables-not-known": {
    severity: "warning",
    message: (p: { reason: string }): string =>
      `The SQL of this diagram was not held to its tables, because its migrations could not be tried: ${shown(p.reason)}.`,
    hint: (): string =>
      'This file is imported, and its migrations are run with PGlite ("npm install --save-dev @electric-sql/pglite").',
  },
  "text/parameters-not-read": {
    severity: "warning",
    message: (p: { name: string; list: string }): string =>
      `"${shown(p.list)}" behind "${shown(p.name)}" cannot be read as parameters: all of it becomes the name of a method without them.`,
    hint: (p: { name: string; list: string }): string =>
      `Write names, types or values between commas, such as ${shown(p.name)}(id, count: int, "NORMAL"), or a remark after a blank.`,
  },
} as const;

/** Enough of a text to know it again. */
function shown(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
