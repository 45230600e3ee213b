import { createHash } from "node:crypto";

/**
 * What a file about one diagram is called, without its ending: any text can be the name of a diagram. In the order of the
 * names, and another one for each, also where they begin alike.
 */
export function diagramFileName(diagram: string): string {
  const start = Buffer.from(diagram).toString("hex").slice(0, 100);
  return `${start}-${createHash("sha256").update(diagram).digest("hex").slice(0, 16)}`;
}
