/**
 * PostgreSQL's text of a `timestamp` or `timestamptz`, to the millisecond; one without a time zone is in this machine's.
 * PostgreSQL's `infinity` becomes `Infinity`.
 */
export function parseTimestamp(text: string): Date | number {
  if (text === "infinity") return Infinity;
  if (text === "-infinity") return -Infinity;
  const groups = shape.exec(text)?.groups;
  // The server is set to another style of dates (`DateStyle`).
  if (groups === undefined) return new Date(text);
  const part = (name: string): number => Number(groups[name] ?? 0);
  const year = groups["bc"] === undefined ? part("year") : 1 - part("year");
  const calendar = [year, part("month") - 1, part("day")] as const;
  const milliseconds = Number((groups["fraction"] ?? "").slice(0, 3).padEnd(3, "0"));
  const clock = [part("hour"), part("minute"), part("second"), milliseconds] as const;
  const date = new Date(0);
  if (groups["sign"] === undefined) {
    date.setFullYear(...calendar);
    date.setHours(...clock);
    return date;
  }
  date.setUTCFullYear(...calendar);
  date.setUTCHours(...clock);
  const east = (part("hoursEast") * 60 + part("minutesEast")) * 60 + part("secondsEast");
  return new Date(date.getTime() - (groups["sign"] === "-" ? -east : east) * 1000);
}

const shape =
  /^(?<year>\d+)-(?<month>\d+)-(?<day>\d+) (?<hour>\d+):(?<minute>\d+):(?<second>\d+)(?:\.(?<fraction>\d+))?(?:(?<sign>[+-])(?<hoursEast>\d+)(?::(?<minutesEast>\d+))?(?::(?<secondsEast>\d+))?)?(?<bc> BC)?$/;
