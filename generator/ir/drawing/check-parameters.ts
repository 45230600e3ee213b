import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { messageLines } from "../../text/lexical/message-lines.ts";
import { unreadParameters } from "../../text/shapes/unread-parameters.ts";
import type { ReadArrow } from "./read-arrows.ts";

/** Lists of parameters that cannot be read: nothing of them is handed over. */
export function checkParameters(arrows: readonly ReadArrow[], source: SourceFile): readonly Diagnostic[] {
  return arrows.flatMap(({ meaning, paired, label, span }) => {
    if (meaning.kind !== "prose" || paired.kind === "reply") return [];
    const unread = unreadParameters(messageLines(label).head.join(" "));
    return unread === undefined ? [] : [diagnostic("text/parameters-not-read", unread, { source, span })];
  });
}
