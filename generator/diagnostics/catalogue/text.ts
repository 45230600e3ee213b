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
