import type { CompiledDiagram } from "../../compile.ts";
import { exportedClass } from "../../emit/exported-class.ts";
import { classPlaces, type ClassPlaces } from "../../merge/text/class-places.ts";
import type { HandlerFile } from "../../plan/model/handler-plan.ts";
import { type SourceFile, sourceFile } from "../../source/source-file.ts";
import type { CompiledProject } from "../project/compile-project.ts";

/** A planned handler with the developer's class, wherever it stands. */
export interface PlacedHandler {
  readonly file: HandlerFile;
  readonly places: ClassPlaces;
  /** Its path is relative to the output folder. */
  readonly source: SourceFile;
}

/** The handlers of a diagram that are there. */
export function placedHandlers(
  { plan }: CompiledDiagram,
  { existing }: CompiledProject,
): readonly PlacedHandler[] {
  const files = plan?.files.filter((file): file is HandlerFile => file.kind === "handler") ?? [];
  return files.flatMap((file) => {
    const path = `${plan?.folder ?? ""}/${file.path}`.normalize("NFC");
    const exported = exportedClass(path, file.className, existing);
    if (exported.kind !== "class") return [];
    const text = existing.get(exported.path) ?? "";
    const className = exported.found.getName() ?? file.className;
    const places = classPlaces(text, className);
    return places === undefined ? [] : [{ file, places, source: sourceFile(exported.path, text) }];
  });
}
