import { expect, test } from "vitest";
import { inTurn } from "../../../../generator/cli/watch/in-turn.ts";

test("one after the other, a waiting name once, and none is lost to a failure", async () => {
  const [begun, failures]: [string[], unknown[]] = [[], []];
  const gates = new Map(["a", "b"].map((name) => [name, Promise.withResolvers<void>()]));
  const all = Promise.withResolvers<void>();
  const add = inTurn(
    async (name) => {
      begun.push(name);
      if (name === "c") all.resolve();
      await gates.get(name)?.promise;
    },
    (error) => void failures.push(error),
  );
  for (const name of ["a", "b", "b", "c"]) add(name);
  expect(begun).toEqual(["a"]);
  gates.get("a")?.reject(new Error("no"));
  gates.get("b")?.resolve();
  await all.promise;
  expect(begun).toEqual(["a", "b", "c"]);
  expect(failures).toEqual([new Error("no")]);
});
