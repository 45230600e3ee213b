/** Text in double quotes on one line: control and invisible characters escaped, cut at `lengthMax`. */
export function quote(text: string, lengthMax = 80): string {
  const points = Array.from(text.slice(0, lengthMax * 2));
  const shown = points.slice(0, lengthMax).map(escapePoint).join("");
  const cut = points.length > lengthMax || text.length > lengthMax * 2;
  return cut ? `"${shown}…" (${text.length} characters)` : `"${shown}"`;
}

const named: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ['"', '\\"'],
  ["\\", "\\\\"],
]);

// Other, Separator (but for the plain space): what a terminal would obey, hide or break a line at.
const unsafe = /[\p{C}\p{Zl}\p{Zp}]/u;

function escapePoint(point: string): string {
  const name = named.get(point);
  if (name !== undefined) return name;
  if (!unsafe.test(point)) return point;
  const code = point.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
