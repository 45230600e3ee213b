import fc from "fast-check";
import { expect } from "vitest";
import { type DeveloperEdit, developerEdit } from "./developer-edit.ts";
import { diagramEdit, drawing, type DiagramEdit, type DrawnShop, firstShop } from "./drawn-shop.ts";
import { type Generation, nothingYet, regenerated } from "./regenerated.ts";

/** What happens to a project between two looks at it. */
export interface Sequence {
  readonly rounds: readonly Round[];
}

interface Round {
  readonly developer: readonly { readonly edit: DeveloperEdit; readonly handler: number }[];
  readonly diagram: DiagramEdit;
}

export const sequence: fc.Arbitrary<Sequence> = fc.record({
  rounds: fc.array(
    fc.record({
      developer: fc.array(fc.record({ edit: developerEdit, handler: fc.nat(5) }), { maxLength: 3 }),
      diagram: diagramEdit,
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

/**
 * Goes through a sequence, and back to the first diagram. Holds at each regeneration: no word of the developer's is lost, and a
 * second run changes nothing; at the end: handlers that nobody edited are byte for byte what they were first.
 */
export async function goThrough({
  rounds,
}: Sequence): Promise<{ readonly shop: DrawnShop; readonly generation: Generation }> {
  let shop = firstShop;
  let generation = await generate(shop, nothingYet);
  const first = generation.handlers;
  const marks: string[] = [];
  const edited = new Set<string>();
  for (const { developer, diagram } of rounds) {
    for (const { edit, handler } of developer) {
      const paths = [...generation.handlers.keys()].sort();
      const path = paths[handler % paths.length] ?? "";
      const before = generation.handlers.get(path) ?? "";
      const mark = `Dev${marks.length + 1}x`;
      const after = edit(before, mark);
      if (after === before) continue;
      if (after.includes(mark)) marks.push(mark);
      edited.add(path);
      generation = { ...generation, handlers: new Map([...generation.handlers, [path, after]]) };
    }
    shop = diagram(shop);
    generation = await generate(shop, generation);
    for (const { from, path } of generation.merged) if (edited.has(from)) edited.add(path);
    kept(marks, generation, shop);
    const again = await generate(shop, generation);
    expect(again.handlers).toEqual(generation.handlers);
    expect(again.record).toEqual(generation.record);
  }
  const ended = { shop, generation };
  const back = await generate(firstShop, generation);
  kept(marks, back, firstShop);
  for (const { from, path } of back.merged) if (edited.has(from)) edited.add(path);
  for (const [path, text] of first)
    if (!edited.has(path)) expect({ path, text: back.handlers.get(path) }).toEqual({ path, text });
  return ended;
}

function generate(shop: DrawnShop, before: Generation): Promise<Generation> {
  return regenerated(shop.file, drawing(shop), before);
}

function kept(marks: readonly string[], { handlers }: Generation, shop: DrawnShop): void {
  const all = [...handlers.values()].join("\n");
  const lost = marks.filter((mark) => !all.includes(mark));
  expect({ lost, drawing: lost.length === 0 ? "" : drawing(shop) }).toEqual({ lost: [], drawing: "" });
}
