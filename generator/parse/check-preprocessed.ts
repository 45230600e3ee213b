import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { MappedText } from "../source/mapped-text.ts";
import { spanOf } from "../source/mapped-text.ts";
import type { SourceFile } from "../source/source-file.ts";

/** PlantUML's own functions, which its preprocessor puts values in place of. */
const builtin =
  /%(?:boolval|breakline|chr|darken|date|dec2hex|dirpath|false|feature|file_exists|filename|filenameroot|function_exists|get_variable_value|getenv|hex2dec|hsl_color|intval|is_dark|is_light|lighten|lower|mod|n|newline|not|now|ord|random|reverse_color|size|splitstr|string|strlen|strpos|substr|tab|true|upper|variable_exists|version)\(/;

/** Its commands, where they stand in the lines of a note or a title. */
const command =
  /^!(?:if|ifdef|ifndef|elseif|else|endif|foreach|endfor|while|endwhile|define|include|procedure|function|return|log|\$)/;

/**
 * Lines in which PlantUML's preprocessor would put something else, and which are read as they are written. Where the
 * whole line is a command, it is refused before.
 */
export function checkPreprocessed(source: SourceFile, lines: readonly MappedText[]): readonly Diagnostic[] {
  return lines.flatMap((line): readonly Diagnostic[] => {
    const found = builtin.exec(line.text)?.[0] ?? command.exec(line.text)?.[0];
    if (found === undefined) return [];
    const text = found.startsWith("%") ? `${found})` : found;
    return [
      diagnostic(
        "parse/not-preprocessed",
        { text },
        { source, span: spanOf(line) },
        { cause: "preprocessor" },
      ),
    ];
  });
}
