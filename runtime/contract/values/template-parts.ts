export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name"; readonly name: string; readonly text: string };

/** Cuts `job:{jobId}:error` into text and names; doubled braces are text. */
export function templateParts(pattern: string): readonly TemplatePart[] {
  return [...pattern.matchAll(/\{\{|\}\}|\{([^{}]+)\}|[^{}]+|[{}]/gu)].map(([text, name]) => {
    if (name !== undefined) return { kind: "name", name: name.trim(), text: name.trim() };
    return { kind: "text", text: text === "{{" ? "{" : text === "}}" ? "}" : text };
  });
}
