import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile, Span } from "../../source/source-file.ts";
import type { OutlineElement } from "./outline.ts";

/** Open activation bars per lifeline, each with where it was opened. */
type Bars = ReadonlyMap<string, readonly Span[]>;

type LifeElement = Extract<OutlineElement, { kind: "life" }>;

/**
 * Follows activation bars along every branch by itself: `deactivate` in each branch of an alt closes the one bar that
 * was open before it.
 */
export function checkActivations(body: readonly OutlineElement[], source: SourceFile): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];

  const follow = (elements: readonly OutlineElement[], before: Bars): Bars => {
    let bars = before;
    for (const element of elements) {
      if (element.kind === "life") bars = new Map(bars).set(element.code, barsAfter(element, bars));
      else if (element.kind === "fragment") {
        const { branches, operator } = element.fragment;
        if (operator === "alt" && branches.length > 1)
          bars = join(branches.map((branch) => follow(branch.body, bars)));
        else if (operator === "opt" || operator === "loop" || operator === "break" || operator === "alt") {
          // Passing by leaves the bars as they were.
          for (const branch of branches) follow(branch.body, bars);
        } else for (const branch of branches) bars = follow(branch.body, bars);
      }
    }
    return bars;
  };

  // A bar that one branch closed is closed: the branches that leave it open have mostly ended the story.
  const join = (ends: readonly Bars[]): Bars => {
    const joined = new Map<string, readonly Span[]>();
    for (const code of new Set(ends.flatMap((end) => [...end.keys()]))) {
      const least = ends.map((end) => end.get(code) ?? []).reduce((a, b) => (b.length < a.length ? b : a));
      joined.set(code, least);
    }
    return joined;
  };

  for (const [code, open] of follow(body, new Map())) {
    for (const span of open)
      diagnostics.push(
        diagnostic("link/activation-left-open", { code }, { source, span }, { cause: "open bars" }),
      );
  }
  return diagnostics;
}

/** A participant that is destroyed does nothing any more, whatever was open. */
function barsAfter({ action, code, span }: LifeElement, bars: Bars): readonly Span[] {
  const open = bars.get(code) ?? [];
  switch (action) {
    case "activate":
      return [...open, span];
    case "deactivate":
      return open.slice(0, -1);
    case "destroy":
      return [];
  }
}
