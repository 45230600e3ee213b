import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

test.each([
  ["activated and deactivated", "A -> B: x()\nactivate B\nB --> A: x\ndeactivate B"],
  ["nested", "A -> B: x()\nactivate B\nactivate B\ndeactivate B\ndeactivate B"],
  [
    "deactivated in each branch",
    "A -> B: x()\nactivate B\nalt yes\ndeactivate B\nelse no\ndeactivate B\nend",
  ],
  ["deactivated in one branch", "A -> B: x()\nactivate B\nalt yes\ndeactivate B\nelse no\nend"],
  [
    "deactivated early in a break, and at the end otherwise",
    "A -> B: x()\nactivate B\nbreak wrong\ndeactivate B\nend\ndeactivate B",
  ],
  ["deactivated by return", "A -> B: x()\nactivate B\nreturn done"],
  ["shorthand", "A -> B++: x()\nB --> A--: done"],
  ["ended by destroying the participant", "A -> B: x()\nactivate B\nA -> B: close()\ndestroy B"],
  ["several, ended at once", "A -> B++: x()\nactivate B\nA -> B!!: close()"],
  ["destroyed in each branch", "A -> B++: x()\nalt yes\ndestroy B\nelse no\ndestroy B\nend"],
  ["deactivated once too often", "A -> B: x()\ndeactivate B"],
])("a bar that ends is fine: %s", (_, lines) => {
  expect(linked(lines).problems).toEqual([]);
});

test.each([
  ["never", "A -> B: x()\nactivate B", ["link/activation-left-open 2"]],
  [
    "only in an opt, which may be passed by",
    "A -> B: x()\nactivate B\nopt maybe\ndeactivate B\nend",
    ["link/activation-left-open 2"],
  ],
  ["only once of two", "A -> B: x()\nactivate B\nactivate B\ndeactivate B", ["link/activation-left-open 2"]],
  [
    "in no branch",
    "A -> B: x()\nactivate B\nalt yes\nB -> B: y\nelse no\nB -> B: z\nend",
    ["link/activation-left-open 2"],
  ],
])("a bar that is left open is reported where it starts: ended %s", (_, lines, problems) => {
  expect(linked(lines).problems).toEqual(problems);
});
