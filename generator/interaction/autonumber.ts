/** What `autonumber` is counting: `1.1.2` has three components, with the separators between them. */
export interface Numbering {
  readonly running: boolean;
  readonly components: readonly number[];
  readonly separators: readonly string[];
  readonly step: number;
  readonly format: string;
}

const defaultFormat = "<b>0</b>";

export function startNumbering(
  start: string | undefined,
  step: number | undefined,
  format: string | undefined,
): Numbering {
  const components = (start ?? "1").match(/\d+/g) ?? ["1"];
  return {
    running: true,
    components: components.map(Number),
    separators: start?.match(/\D+/g) ?? [],
    step: step ?? 1,
    format: format ?? defaultFormat,
  };
}

/** The number as it is printed. A number of several components ignores the format. */
export function formatNumber(numbering: Numbering): string {
  const [first = 0, ...rest] = numbering.components;
  if (rest.length === 0) return formatDecimal(numbering.format, first);
  return `<b>${rest.reduce((text, component, index) => `${text}${numbering.separators[index] ?? "."}${component}`, String(first))}</b>`;
}

export function nextNumber(numbering: Numbering): Numbering {
  const components = [
    ...numbering.components.slice(0, -1),
    (numbering.components.at(-1) ?? 0) + numbering.step,
  ];
  return { ...numbering, components };
}

/** `autonumber inc A` counts up the first component, a bare `inc` the last but one; what follows starts again at 1. */
export function incrementComponent(numbering: Numbering, letter: string | undefined): Numbering | undefined {
  const count = numbering.components.length;
  const index =
    letter === undefined ? Math.max(0, count - 2) : letter.toUpperCase().charCodeAt(0) - "A".charCodeAt(0);
  if (index >= count) return undefined;
  const components = numbering.components.map((component, at) =>
    at < index ? component : at === index ? component + 1 : 1,
  );
  return { ...numbering, components };
}

/**
 * Formats as Java's `DecimalFormat` does: a run of `#`, `0`, `,` and `.` is the number, everything else is literal, and
 * quotes protect literals.
 */
export function formatDecimal(format: string, value: number): string {
  const positive = splitUnquoted(format)[0] ?? "";
  const pattern = /^((?:'[^']*'|[^#0.,'])*)([#0,.]*)([\s\S]*)$/.exec(positive);
  const [, prefix = "", digits = "", suffix = ""] = pattern ?? [];
  const percent = /%/.test(prefix + suffix) ? value * 100 : value;
  const [whole = "", fraction = ""] = digits.split(".");
  const least = whole.replaceAll(/[^0]/g, "").length;
  const group = whole.includes(",") ? whole.length - whole.lastIndexOf(",") - 1 : 0;
  let text = String(percent).padStart(least, "0");
  if (group > 0) text = text.replace(new RegExp(`\\B(?=(\\d{${group}})+(?!\\d))`, "g"), ",");
  const decimals = fraction.replaceAll(/[^0]/g, "");
  return unquote(prefix) + text + (decimals === "" ? "" : `.${decimals}`) + unquote(suffix);
}

/** The part before `;` is for positive numbers. */
function splitUnquoted(format: string): readonly string[] {
  return format.match(/(?:'[^']*'?|[^;'])+/g) ?? [""];
}

function unquote(text: string): string {
  return text.replaceAll("''", "\u0000").replaceAll("'", "").replaceAll("\u0000", "'");
}
