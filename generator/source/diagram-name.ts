/** A diagram's name: its file's name without folder and extension. */
export function diagramName(path: string): string {
  return path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.(?:puml|plantuml|pu|wsd|iuml)$/i, "")
    .normalize("NFC");
}
