import { keyword, lexical, token } from "./lexical.ts";

const { blank } = lexical;
const visibleText = `(?=.*[\\p{L}\\p{N}_.]).+`;

// Titles: the one-line form must hold a letter, a digit, `_` or `.`; the other form runs to `end title`
export const TitleKeyword = keyword(
  "TitleKeyword",
  "title",
  { after: `$|:|${blank}` },
  { push_mode: "titleText" },
);
export const FurnitureKeyword = token(
  "FurnitureKeyword",
  `(?:caption|mainframe|(?:(?:left|right|center)${blank}+)?(?:header|footer)|legend)(?=$|:|${blank})`,
  '"header", "footer", "legend", "caption"',
  { ignoreCase: true, push_mode: "titleText" },
);
export const TitleText = token(
  "TitleText",
  `(?:${blank}*:${blank}*|${blank}+)(?:${visibleText}|"[^"]*"(?=$))`,
  "text",
);

// Lines that change only how the diagram looks; each token is a whole line
const line = (name: string, pattern: string, label: string): ReturnType<typeof token> =>
  token(name, `(?:${pattern})(?=$)`, label, { ignoreCase: true });

const skinKey = `[a-z0-9_.]+(?:<<[^<>]*>>)?`;
export const SkinParam = line("SkinParam", `skinparam${blank}+${skinKey}${blank}+[^ \\t{].*`, "skinparam");
export const SkinParamBlock = line(
  "SkinParamBlock",
  `skinparam(?:${blank}+${skinKey})?${blank}*\\{`,
  "skinparam {",
);
export const Skin = line("Skin", `skin${blank}+[\\w.-]+`, "skin");
export const Theme = line("Theme", `!theme${blank}+.+`, "!theme");
export const Pragma = line("Pragma", `!(?:pragma|assume|option)${blank}.*`, "!pragma");
export const Scale = line(
  "Scale",
  `scale${blank}+(?:max${blank}+)?[0-9.]+(?:${blank}*/${blank}*[0-9.]+|${blank}*[*x]${blank}*[0-9.]+|${blank}+(?:width|height))?`,
  "scale",
);
const access = "(?:public|private|protected|package)";
/** Whose: a name, or stereotypes. */
const hidden = `(?:[^\\s"<>]+|"[^"<>]+"|<<[^<>]+>>(?:${blank}*<<[^<>]+>>)*)${blank}+`;
const parts = "(?:members?|stereotypes?|circles?|fields?|methods?|attributes?)";
export const Hide = line(
  "Hide",
  `(?:hide|show)${blank}+(?:footbox|(?:empty${blank}+)?description|(?:${access}(?:${blank}*,${blank}*${access})*${blank}+)?(?:${hidden})?(?:empty${blank}+)?${parts})`,
  "hide",
);
export const Unlinked = line("Unlinked", `(?:hide|show)${blank}+@?unlinked`, "hide unlinked");
export const FootBox = line("FootBox", `footbox(?:${blank}*(?:on|off))?`, "footbox");
export const PageSetting = line(
  "PageSetting",
  `minwidth${blank}+\\d+|page${blank}+\\d+${blank}*x${blank}*\\d+|rotate|autonewpage${blank}+\\d+|ignore${blank}*newpage|set${blank}+(?:namespace)?separator${blank}+\\S+`,
  "a page setting",
);
export const StyleBlock = line("StyleBlock", "<style>", "<style>");
export const StyleLine = line(
  "StyleLine",
  `<style>.*</style>|<style${blank}+src=[^<>]+>`,
  "<style>…</style>",
);
export const SpriteBlock = line(
  "SpriteBlock",
  `sprite${blank}+\\$?[\\p{L}\\p{N}_.\\-/]+${blank}*(?:\\[\\d+x\\d+/\\d+z?\\])?${blank}*\\{`,
  "sprite {",
);
export const SpriteDrawing = line(
  "SpriteDrawing",
  `sprite${blank}+\\$?[\\p{L}\\p{N}_.\\-/]+${blank}+<svg\\b(?!.*</svg>).*`,
  "sprite <svg",
);
export const Sprite = line(
  "Sprite",
  `sprite${blank}+\\$?[\\p{L}\\p{N}_.\\-/]+${blank}+(?:<svg\\b.*</svg>|\\[\\d+x\\d+/\\d+z?\\]${blank}*\\S+|data:image/png;base64,[A-Za-z0-9+/=]+|(?!data:)[^{<]\\S*)`,
  "sprite",
);
export const LinkOf = keyword(
  "LinkOf",
  `url${blank}+(?:of|for)(?=${blank}+(?:${lexical.nameChar}|${lexical.quote}))|url`,
  { after: blank },
);
export const Is = keyword("Is", "is", { before: blank, after: blank });
