/** What to write instead of MySQL's and others' ways, where a refused statement has one. */
export function sqlHint(text: string): string | undefined {
  return hints.find(([sign]) => sign.test(text.slice(0, 2_000)))?.[1];
}

const hints: readonly (readonly [sign: RegExp, hint: string])[] = [
  [/`/, "Backticks are MySQL's: write names as they are, or in double quotes."],
  [/\bon\s{1,9}duplicate\s{1,9}key\b/i, "PostgreSQL says ON CONFLICT (columns) DO UPDATE SET …."],
  [/^\s{0,99}insert\s{1,9}ignore\b/i, "PostgreSQL says INSERT INTO … ON CONFLICT DO NOTHING."],
  [/^\s{0,99}replace\s{1,9}into\b/i, "PostgreSQL says INSERT INTO … ON CONFLICT (columns) DO UPDATE SET …."],
  [
    /^\s{0,99}insert\s{1,9}into\s{1,9}\S{1,99}\s{1,9}set\b/i,
    "PostgreSQL says INSERT INTO … (columns) VALUES (…).",
  ],
  [/^\s{0,99}update\s{1,9}\S{1,99}\s[^=]{0,200}\bjoin\b/i, "PostgreSQL says UPDATE … SET … FROM … WHERE …."],
  [
    /^\s{0,99}(?:update|delete)\b[^]*\blimit\b/i,
    "PostgreSQL has no LIMIT here: choose the rows in WHERE, as with WHERE id IN (SELECT … LIMIT …).",
  ],
  [/\blimit\s{1,9}\S{1,99}\s{0,9},/i, "PostgreSQL says LIMIT count OFFSET start."],
  [/\binterval\s{1,9}\d/i, "PostgreSQL quotes an interval: INTERVAL '1 day'."],
  [/\btop\s{1,9}\d/i, "PostgreSQL says LIMIT at the end."],
  [/(?:^|\s)#(?![{])/, "A comment begins with --."],
];
