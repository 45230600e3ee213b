import type { Element, Fragment, FragmentBranch, StepId } from "./model/diagram-model.ts";
import type { OutlineElement, OutlineFragment, OutlineReference } from "./drawing/outline.ts";
import type { ReadArrow } from "./drawing/read-arrows.ts";
import type { LinkedSteps } from "./flow/link-steps.ts";

/** The outline's tree with steps in the place of arrows, and its fragments in drawing order. */
export function elementsOf(
  outlined: readonly OutlineElement[],
  arrows: readonly ReadArrow[],
  linked: LinkedSteps,
): { readonly body: readonly Element[]; readonly fragments: readonly Fragment[] } {
  const reader = new ElementReader(arrows, linked);
  return { body: reader.elements(outlined), fragments: reader.fragments };
}

class ElementReader {
  readonly fragments: Fragment[] = [];
  readonly #linked: LinkedSteps;
  readonly #ids: ReadonlyMap<number, StepId>;

  constructor(arrows: readonly ReadArrow[], linked: LinkedSteps) {
    this.#linked = linked;
    this.#ids = new Map(arrows.map((arrow) => [arrow.index, arrow.id]));
  }

  elements(outlined: readonly OutlineElement[]): readonly Element[] {
    return outlined.flatMap((element): readonly Element[] => {
      switch (element.kind) {
        case "arrow":
          return this.#steps(element.arrow.index);
        case "life":
          return [];
        case "reference":
          return this.#reference(element);
        case "fragment":
          this.#add(element.fragment);
          return [{ kind: "fragment", fragment: element.fragment.id }];
      }
    });
  }

  #steps(arrow: number): readonly Element[] {
    const step = this.#ids.get(arrow);
    const start = this.#linked.starts.get(arrow);
    if (step === undefined) return [];
    return [start, step].flatMap((id): Element[] => (id === undefined ? [] : [{ kind: "step", step: id }]));
  }

  #reference(reference: OutlineReference): readonly Element[] {
    const { kind, text, codes, span } = reference;
    const step = this.#linked.references.get(reference);
    const steps: readonly Element[] = step === undefined ? [] : [{ kind: "step", step }];
    return [{ kind, text, codes, span }, ...steps];
  }

  /** A fragment stands before those that are drawn in its branches. */
  #add(fragment: OutlineFragment): void {
    const position = this.fragments.length;
    const { items, decides, decided, atLeastOnce, undecided } = this.#linked;
    const bare: Fragment = {
      ...fragment,
      atLeastOnce: atLeastOnce.has(fragment.id),
      items: items.get(fragment.id),
      decides: decides.get(fragment.id) ?? [],
      branches: [],
    };
    const why = undecided.get(fragment.id);
    this.fragments.push(bare);
    const drawn = fragment.branches.map((branch, index): FragmentBranch => ({
      ...branch,
      predicate: decided.get(fragment.id)?.[index],
      body: this.elements(branch.body),
    }));
    this.fragments[position] = {
      ...bare,
      ...(why === undefined ? {} : { undecided: why }),
      branches: [...drawn, ...wayPast(fragment)],
    };
  }
}

/** The branch in which nothing that is drawn happens. */
function wayPast({ operator, branches, span }: OutlineFragment): readonly FragmentBranch[] {
  const isPassable =
    operator === "opt" || operator === "break" || (operator === "alt" && branches.length === 1);
  return isPassable
    ? [{ label: "otherwise", guard: { kind: "none" }, predicate: undefined, body: [], span }]
    : [];
}
