import { expect, test } from "vitest";
import { plainCall } from "../../../../generator/cli/unchanged/plain-call.ts";

const call = { command: "check", cwd: ".", config: undefined, format: "human", strict: false, force: false };

test.each([
  [["check"], call],
  [["--strict", "check", "--cwd", "x"], { ...call, strict: true, cwd: "x" }],
  [
    ["generate", "--force", "--format=json", "--config=a=b"],
    { ...call, command: "generate", force: true, format: "json", config: "a=b" },
  ],
])("%j is understood", (argv, expected) => {
  expect(plainCall(argv)).toEqual(expected);
});

test.each([
  [[]],
  [["test"]],
  [["generate", "check"]],
  [["check", "shop"]],
  [["check", "--force"]],
  [["check", "--strict", "--strict"]],
  [["check", "--strict=false"]],
  [["check", "--strict", "true"]],
  [["check", "--no-strict"]],
  [["check", "--format", "xml"]],
  [["check", "--format"]],
  [["check", "--cwd", "--strict"]],
  [["check", "--cwd="]],
  [["check", "--cwd", "a", "--cwd=b"]],
  [["check", "--help"]],
  [["check", "-h"]],
  [["check", "--", "x"]],
])("%j is left to the parser that knows them all", (argv) => {
  expect(plainCall(argv)).toBeUndefined();
});
