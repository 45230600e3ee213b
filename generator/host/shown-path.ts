import { sep } from "node:path";

/** An absolute path as it is shown below a root: relative, with "/" between its parts. */
export function shownPath(root: string, absolute: string): string {
  const below = absolute.slice(root.length).replace(/^[/\\]/, "");
  return sep === "/" ? below : below.replaceAll(sep, "/");
}
