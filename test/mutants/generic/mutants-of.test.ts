import { Project } from "ts-morph";
import { expect, test } from "vitest";
import { edited } from "./edit.ts";
import { mutantsOf } from "./mutants-of.ts";

/** What becomes of a method's body, by operator. Nothing is type-checked here. */
function mistakesIn(
  body: string,
  parameters = "one: string, two: string",
): Readonly<Record<string, string[]>> {
  const source = `class Sample { async method(${parameters}) { ${body} } }`;
  const file = new Project({ useInMemoryFileSystem: true }).createSourceFile("/sample.handler.ts", source);
  const found: Record<string, string[]> = {};
  const [before, after] = [source.indexOf(body), source.length - source.indexOf(body) - body.length];
  for (const { operator, edit } of mutantsOf("generated/sample", file)) {
    const text = edited(source, edit);
    (found[operator] ??= []).push(text.slice(before, text.length - after));
  }
  return found;
}

test("a call is dropped, not waited for, repeated, tried again, and its error swallowed", () => {
  expect(mistakesIn("await this.#db.save(one);")).toMatchObject({
    "drop a call": [";"],
    "drop await": ["this.#db.save(one);"],
    "forget a call": ["void this.#db.save(one).catch(() => undefined);"],
    "repeat a call": ["await this.#db.save(one); await this.#db.save(one);"],
    "try again": ["await this.#db.save(one).catch(() => this.#db.save(one));"],
    "swallow errors": [expect.stringContaining("try {"), "await this.#db.save(one).catch(() => undefined);"],
    "return early": ["return; await this.#db.save(one);"],
    "take another value": ["await this.#db.save(two);"],
  });
});

test("two statements change places, and go on at the same time", () => {
  expect(mistakesIn("await a(one); await b(two);")).toMatchObject({
    "swap statements": ["await b(two); await a(one);"],
    "all at once": ["await Promise.all([a(one), b(two)]);"],
  });
});

test("what is done as a whole is done in parts", () => {
  expect(mistakesIn("await this.#db.transaction(async () => { await a(); await b(); });")).toMatchObject({
    "drop a transaction": ["await (async () => { await a(); await b(); })();"],
    "move out of a transaction": [
      "await a(); await this.#db.transaction(async () => {  await b(); });",
      "await this.#db.transaction(async () => { await a();  }); await b();",
    ],
  });
});

test("values are mistaken for others", () => {
  const found = mistakesIn('return { a: one, b: this.of(one, two), c: `k:${one}`, d: true, e: 7, f: "x" };');
  expect(found["swap arguments"]).toEqual([expect.stringContaining("this.of(two, one)")]);
  expect(found["change a template"]).toEqual([
    expect.stringContaining("`~k:${one}`"),
    expect.stringContaining("`k:${one}~`"),
    expect.stringContaining("`k:`"),
  ]);
  expect(found["change true or false"]).toEqual([expect.stringContaining("d: false")]);
  expect(found["change a number"]).toEqual([expect.stringContaining("e: 8")]);
  expect(found["change a text"]).toEqual([
    expect.stringContaining('f: ""'),
    expect.stringContaining('f: "x~"'),
  ]);
  expect(found["drop a field"]).toHaveLength(6);
});

test("conditions and loops are turned round", () => {
  expect(mistakesIn("for (const x of xs) if (x < one) f(x);")).toMatchObject({
    "negate a condition": ["for (const x of xs) if (!(x < one)) f(x);"],
    "compare otherwise": [
      "for (const x of xs) if (x <= one) f(x);",
      "for (const x of xs) if (x > one) f(x);",
    ],
    "go through a part only": expect.arrayContaining([
      "for (const x of (xs).slice(0, 0)) if (x < one) f(x);",
    ]),
  });
});

test("errors are dropped, or become others", () => {
  expect(mistakesIn("await a().catch(caught(NoSuch)); throw new NoSuch(one);")).toMatchObject({
    "drop throw": ["await a().catch(caught(NoSuch)); ;"],
    "throw another error": ["await a().catch(caught(NoSuch)); throw new Error(one);"],
    "catch more than is drawn": ["await a().catch(() => new NoSuch()); throw new NoSuch(one);"],
    "let an error through": ["await a(); throw new NoSuch(one);"],
  });
});

test("types, and what stands in them, are no mistakes", () => {
  expect(mistakesIn("", 'kind: "a" | "b"')["change a text"]).toBeUndefined();
});
