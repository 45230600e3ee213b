import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

async function handlerOf(body: string): Promise<string> {
  const text = `@startuml\nactor U\nparticipant A\nU -> A : go(id)\n${body}\n@enduml\n`;
  const sources = [sourceFile("diagrams/caught.puml", text)];
  const { value } = await compile({ sources, config: {}, existing: new Map() });
  const files = value.flatMap((diagram) => diagram.files);
  return files.find(({ path }) => path.endsWith("/a.handler.ts"))?.content ?? "";
}

const twoOfOneClass = (first: string, second: string): string =>
  `A -> B : find(id)\nalt lost\nB --> A : ${first}\nA -> C : search(id)\nelse sold\nB --> A : ${second}\nA -> C : refund(id)\nelse there\nB --> A : {thing}\nend\nA --> U : done`;

test("errors of one class are told apart by their messages", async () => {
  const handler = await handlerOf(twoOfOneClass('throw GoneError("lost")', 'throw GoneError("sold")'));
  expect(handler.match(/instanceof GoneError/g)).toHaveLength(1);
  expect(handler).toContain('.message === "lost"');
  expect(handler).not.toContain("NotImplementedError");
});

test("errors of one class without messages are told apart by a stub that gets the error", async () => {
  const handler = await handlerOf(twoOfOneClass("GoneError (lost)", "GoneError (sold)"));
  expect(handler.match(/instanceof GoneError/g)).toHaveLength(1);
  expect(handler).toMatch(/protected async isLost\(\w+: GoneError, id: \w+\): Promise<boolean>/);
});

test("what was caught is not passed on as what was asked for", async () => {
  const handler = await handlerOf(
    "A -> B : find(id)\nalt lost\nB --> A : GoneError\nA -> C : search(id)\nelse there\nB --> A : {thing}\nend\nA -> C : put(thing)",
  );
  expect(handler).toContain("= await this.provideThing(id);");
});

test("a branch of a par does not read what its sibling yields", async () => {
  const handler = await handlerOf(
    "par\nA -> B : first(id)\nB --> A : entry\nelse\nA -> B : second(id)\nB --> A : entry\nA -> C : put(entry)\nelse\nA -> C : log(entry)\nend\nA -> C : keep(entry)",
  );
  expect(handler).toContain("= await this.provideEntry(id);");
  expect(handler).toContain("this.#c.keep(entry)");
});

test("who goes on after a call that is only drawn to fail catches its error", async () => {
  const handler = await handlerOf(
    'A -> B : pay(id)\nB --> A : throw LimitError("full")\nA -> C : notify(id)',
  );
  expect(handler).toContain("await this.#b.pay(id).catch(caught(LimitError));");
});

test.each(["", 'A --> U : throw LimitError("full")'])(
  "an error that nothing follows is let pass: %s",
  async (after) => {
    const handler = await handlerOf(`A -> B : pay(id)\nB --> A : throw LimitError("full")\n${after}`);
    expect(handler).toContain("await this.#b.pay(id);");
  },
);
