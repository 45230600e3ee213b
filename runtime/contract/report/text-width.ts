// East Asian wide and full-width characters, and emoji: they take two columns in a terminal.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** How many columns the text takes. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, point) => sum + widthOf(point), 0);
}

/** The text in exactly this many columns: cut with an ellipsis, or filled up with spaces. */
export function fitWidth(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text + " ".repeat(columns - textWidth(text));
  let cut = "";
  for (const point of text) {
    if (textWidth(cut) + widthOf(point) > columns - 1) break;
    cut += point;
  }
  return `${cut}…${" ".repeat(Math.max(0, columns - 1 - textWidth(cut)))}`;
}

function widthOf(point: string): number {
  if (/\p{Mn}/u.test(point)) return 0;
  return wide.test(point) ? 2 : 1;
}
