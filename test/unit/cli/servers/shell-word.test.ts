import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellWord } from "../../../../generator/cli/servers/shell-word.ts";

test.each(["redis://:abc@127.0.0.1:6379/1", "a:9092,b:9092", "postgres://me@host:5432/db"])(
  "%s needs no quotes",
  (text) => {
    expect(shellWord(text)).toBe(text);
  },
);

test("a shell reads back what it was given", () => {
  const special = fc.string({ unit: fc.constantFrom(..." \t\n'\"\\$`&;|<>(){}[]*?~#!%=a한") });
  const words = ["postgres://h/db?sslmode=require&x=$HOME", "", ...fc.sample(special, 200)];
  const script = words.map((word) => `WORD=${shellWord(word)}\nprintf '%s\\0' "$WORD"`).join("\n");
  const read = execFileSync("sh", ["-c", script], { encoding: "utf8" });
  expect(read).toBe(words.map((word) => `${word}\0`).join(""));
});
