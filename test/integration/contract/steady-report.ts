/** A report without what differs from run to run: names that no other test has, and ids. */
export function steady(report: string | undefined): string {
  const text = (report ?? "nothing was found wrong")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, "(id)")
    .replaceAll(/-[0-9a-f]{8}-[0-9a-z]+/g, "-(name)");
  return `${text}\n`;
}
