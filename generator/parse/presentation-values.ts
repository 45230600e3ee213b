import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import { spanOf, type MappedText } from "../source/mapped-text.ts";
import type { SourceFile } from "../source/source-file.ts";

/** What PlantUML refuses in lines that only change how a diagram looks. */
export function checkPresentation(source: SourceFile, line: MappedText): Diagnostic | undefined {
  const at = { source, span: spanOf(line) };
  // A theme from elsewhere is PlantUML's business; nothing of it matters here.
  const theme = /^!theme\s+(\S+)\s*$/.exec(line.text)?.[1];
  if (theme !== undefined && !themes.has(theme.toLowerCase())) {
    const meant = theme.length > 40 ? {} : suggest(theme, themes, at);
    return diagnostic("parse/unknown-theme", { theme }, at, meant);
  }
  const skin = /^skin\s+(\S+)$/i.exec(line.text)?.[1];
  if (skin !== undefined && !skins.has(skin.toLowerCase()))
    return diagnostic("parse/unknown-skin", { skin }, at);
  const scale = /^scale\s+([0-9.]+)(?:\s*[/*x]\s*([0-9.]+))?/i.exec(line.text);
  if (scale !== null && (Number(scale[1]) === 0 || Number(scale[2] ?? 1) === 0))
    return diagnostic("parse/zero-scale", {}, at);
  return undefined;
}

const skins = new Set(["debug", "plantuml", "rose", "sonyxperiadev", "strictuml"]);

const themes = new Set(
  `_none_ amiga aws-orange black-knight bluegray blueprint carbon-gray cerulean cerulean-outline cloudscape-design
  crt-amber crt-green cyborg cyborg-outline hacker lightgray mars materia materia-outline metal mimeograph minty mono
  plain reddress-darkblue reddress-darkgreen reddress-darkorange reddress-darkred reddress-lightblue
  reddress-lightgreen reddress-lightorange reddress-lightred sandstone silver sketchy sketchy-outline spacelab
  spacelab-white sunlust superhero superhero-outline toy united vibrant`.split(/\s+/),
);
