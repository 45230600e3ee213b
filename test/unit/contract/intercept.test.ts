import { expect, test } from "vitest";
import { intercept, originalOf, prepareFor, thawed } from "../../../runtime/contract/instances/intercept.ts";

class Base {
  greet(name: string): string {
    return `hello ${name}`;
  }
}

class Loud extends Base {
  override greet(name: string): string {
    return super.greet(name).toUpperCase();
  }
}

test("only the one instance is intercepted, and what it calls by super is the method itself", () => {
  const [base, loud, other] = [new Base(), new Loud(), new Loud()];
  intercept(base, "greet", () => "base");
  intercept(loud, "greet", (name) => `loud: ${String(originalOf(loud, "greet")?.apply(loud, [name]))}`);
  expect([base.greet("a"), loud.greet("a"), other.greet("a"), new Base().greet("a")]).toEqual([
    "base",
    "loud: HELLO A",
    "HELLO A",
    "hello a",
  ]);
});

test("a method that a constructor has bound is intercepted once its class is prepared", () => {
  class Bound {
    readonly bound = this.greet.bind(this);

    greet(): string {
      return "own";
    }
  }
  prepareFor(new Bound(), "greet");
  const made = new Bound();
  intercept(made, "greet", () => "instead");
  expect(made.bound()).toBe("instead");
  expect(new Bound().bound()).toBe("own");
});

test("the method is told as the developer wrote it", () => {
  const made = new Loud();
  intercept(made, "greet", () => "instead");
  expect(String(originalOf(made, "greet"))).toContain("toUpperCase");
  expect(String(originalOf(new Loud(), "greet"))).toBe(String(originalOf(made, "greet")));
});

test("what freezes itself is frozen once it is prepared", () => {
  const made = thawed(
    () => Object.freeze({ greet: () => "own" }),
    (one) => intercept(one, "greet", () => "instead"),
  );
  expect(made.greet()).toBe("instead");
  expect(Object.isFrozen(made)).toBe(true);
  expect(() =>
    thawed(
      () => {
        throw new Error("no");
      },
      () => undefined,
    ),
  ).toThrow("no");
  expect(Object.isFrozen(Object.freeze({}))).toBe(true);
});
