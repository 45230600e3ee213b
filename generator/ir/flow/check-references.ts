import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { OutlineElement } from "../drawing/outline.ts";
import type { LinkedSteps } from "./link-steps.ts";

/** Warns of references that are no component's step. */
export function checkReferences(
  body: readonly OutlineElement[],
  { references }: Pick<LinkedSteps, "references">,
  source: SourceFile,
): readonly Diagnostic[] {
  return body.flatMap((element): readonly Diagnostic[] => {
    if (element.kind === "fragment")
      return element.fragment.branches.flatMap((branch) =>
        checkReferences(branch.body, { references }, source),
      );
    if (element.kind !== "reference" || references.has(element)) return [];
    const { text, span } = element;
    return [diagnostic("link/nobodys-reference", { text }, { source, span }, { cause: "references" })];
  });
}
