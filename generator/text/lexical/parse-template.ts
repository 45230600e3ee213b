import type { Template } from "../model.ts";

/** Cuts text at its holes: `{name}`, `${name}`, `#{name}`, `{{name}}`, `<name>`, and in a path `/:name`. */
export function parseTemplate(text: string, form: "key" | "path" = "key"): Template {
  const parts: string[] = [];
  let literalStart = 0;
  for (const match of text.matchAll(form === "path" ? pathHole : hole)) {
    const name = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
    parts.push(text.slice(literalStart, match.index), name.trim());
    literalStart = match.index + match[0].length;
  }
  parts.push(text.slice(literalStart));
  return parts;
}

/** The names of a template's holes, in order. */
export function templateHoles(template: Template): readonly string[] {
  return template.filter((_, index) => index % 2 === 1);
}

const holes = String.raw`[$#]?\{\{([^{}<>\n]{1,80})\}\}|[$#]?\{([^{}<>\n]{1,80})\}|<([\p{L}_][\p{L}\p{N}_. -]{0,79})>`;
const hole = new RegExp(holes, "gu");
const pathHole = new RegExp(String.raw`${holes}|(?<=\/):([\p{L}_][\p{L}\p{N}_]{0,79})`, "gu");
