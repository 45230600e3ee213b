const extension = /\.(?:puml|plantuml|pu|wsd|iuml)$/i;

/** A diagram's name: its file's name without folder and extension. */
export function diagramName(path: string): string {
  return path
    .slice(path.lastIndexOf("/") + 1)
    .replace(extension, "")
    .normalize("NFC");
}

/** Whether a file is a diagram by its name. By custom, an `.iuml` holds what other diagrams include. */
export function isDiagramFile(path: string): boolean {
  return extension.test(path) && !/\.iuml$/i.test(path);
}
