/** Creole and HTML-like markup taken off a displayed text, entities decoded: what a reader sees, in one font. */
export function stripMarkup(text: string): string {
  return text.includes("\n") ? text.split("\n").map(stripLine).join("\n") : stripLine(text);
}

const pairedMarkers = new Set(["**", "//", '""', "--", "__", "~~"]);
const rule = /^\s*(?:-{4,}|={4,}|_{4,}|\.{4,})\s*$/;
/** Only names that PlantUML styles text with: `List<Order>` and `/jobs/<id>` are content. */
const styleTag =
  /^<\/?(?:b|i|u|s|w|strike|del|wave|sub|sup|plain|code|math|latex|(?:font|size|color|back|img|text|b|i|u|s|w|del|strike)[:\s][^<>]{0,200}|font|size|color|back)>/;
const picture = /^<(?::[\w+-]{1,60}:|&[\w-]{1,60}|\$[^<>]{1,200})>/;
const codePoint = /^<U\+([0-9a-fA-F]{1,6})>/;
const entity = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/;
const named: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["rarr", "→"],
  ["larr", "←"],
  ["hellip", "…"],
  ["ndash", "–"],
  ["mdash", "—"],
]);

function stripLine(line: string): string {
  if (rule.test(line)) return "";
  const source = line.trimStart().startsWith("|") ? line.replaceAll(/\|=?/g, " ") : line;
  const closers = new Set<number>();
  const exhausted = new Set<string>();
  let out = "";
  let at = 0;
  while (at < source.length) {
    const pair = source.slice(at, at + 2);
    if (closers.has(at)) {
      at += 2;
    } else if (source[at] === "~" && pair !== "~~" && /[*/"_<&[=#|-]/.test(source[at + 1] ?? "")) {
      out += source.slice(at + 1, at + 3);
      at += 3;
    } else if (pairedMarkers.has(pair) && !exhausted.has(pair)) {
      const close = closingMarker(source, at, pair);
      if (close === undefined) {
        if (!source.includes(pair, at + 2)) exhausted.add(pair);
        out += pair[0];
        at += 1;
      } else {
        closers.add(close);
        at += 2;
      }
    } else {
      const [length, replacement] = markupAt(source, at);
      out += replacement;
      at += length;
    }
  }
  return out;
}

/** Where the emphasis that opens here ends; undefined when these two characters are ordinary text. */
function closingMarker(text: string, open: number, marker: string): number | undefined {
  const before = text[open - 1] ?? " ";
  const first = text[open + 2] ?? " ";
  if (/\s/.test(first) || first === marker[0]) return undefined;
  // `https://…` is no italics, `snake__case` no underlining, and `"": "", "x"` is JSON.
  if (marker === "//" && before === ":") return undefined;
  if ((marker === "__" || marker === "--") && /[\p{L}\p{N}]/u.test(before)) return undefined;
  if (marker === '""' && /[,:}\])]/.test(first)) return undefined;
  const close = text.indexOf(marker, open + 2);
  if (close < 0 || /\s/.test(text[close - 1] ?? " ")) return undefined;
  if (marker === "//" && text[close - 1] === ":") return undefined;
  if (marker === "__" && /[\p{L}\p{N}]/u.test(text[close + 2] ?? " ")) return undefined;
  return close;
}

/** How many characters the markup at this place takes, and what it shows. */
function markupAt(text: string, at: number): readonly [number, string] {
  const character = text[at] ?? "";
  if (character === "[" && text[at + 1] === "[") {
    const rest = text.slice(at + 2, at + 1000);
    const close = rest.indexOf("]]");
    if (close >= 0) return [close + 4, linkLabel(rest.slice(0, close))];
  } else if (character === "<") {
    const rest = text.slice(at, at + 250);
    const point = codePoint.exec(rest);
    if (point !== null) return [point[0].length, character16(point[1])];
    const tag = styleTag.exec(rest) ?? picture.exec(rest);
    if (tag !== null) return [tag[0].length, ""];
  } else if (character === "&") {
    const found = entity.exec(text.slice(at, at + 12));
    if (found !== null) {
      const [whole, decimal, hex, name] = found;
      if (decimal !== undefined) return [whole.length, fromCodePoint(Number(decimal))];
      if (hex !== undefined) return [whole.length, character16(hex)];
      const decoded = named.get(name ?? "");
      if (decoded !== undefined) return [whole.length, decoded];
    }
  }
  return [1, character];
}

/** `url{tip} label` shows its label, or else its address. */
function linkLabel(link: string): string {
  const tipStart = link.indexOf("{");
  const tipEnd = link.indexOf("}", tipStart);
  const plain =
    tipStart >= 0 && tipEnd > tipStart ? `${link.slice(0, tipStart)} ${link.slice(tipEnd + 1)}` : link;
  const [address = "", ...label] = plain.trim().split(/\s+/);
  return label.length > 0 ? label.join(" ") : address;
}

function character16(hex: string | undefined): string {
  return fromCodePoint(Number.parseInt(hex ?? "", 16));
}

/** Numbers that are no character, and control characters, show nothing. */
function fromCodePoint(value: number): string {
  if (!(value >= 0x20 && value <= 0x10ffff) || (value >= 0xd800 && value <= 0xdfff) || value === 0x7f)
    return "";
  return String.fromCodePoint(value);
}
