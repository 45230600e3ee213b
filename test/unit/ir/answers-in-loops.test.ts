import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

const loop = "loop for each id\nApi -> Store : load(id)";

/** For each answer what stands around it. */
function placesOf(lines: string): readonly string[] {
  const { model } = linked(
    `actor U\nparticipant Api\nparticipant Store\nparticipant Log\nU -> Api : begin()\n${lines}`,
  );
  return model.steps.flatMap((step) =>
    step.kind === "reply"
      ? [`${step.text} in ${step.within.map(([id]) => id.split("/").at(-1)).join(", ")}`]
      : [],
  );
}

test.each([
  [
    "right behind it",
    `${loop}\nend\nStore --> Api : row\nApi --> U : ok`,
    ["row in loop for each id", "ok in "],
  ],
  [
    "one after the other",
    `${loop}\nStore -> Log : note(id)\nend\nLog --> Store : noted\nStore --> Api : row\nApi --> U : ok`,
    ["noted in loop for each id", "row in loop for each id", "ok in "],
  ],
  [
    "with an answer in it",
    `${loop}\nStore --> Api : row\nend\nApi --> U : ok`,
    ["row in loop for each id", "ok in "],
  ],
  [
    "with other work before it",
    `${loop}\nend\nApi -> Api : sum\nStore --> Api : row\nApi --> U : ok`,
    ["row in ", "ok in "],
  ],
])("an answer behind the loop with its call comes in each round: %s", (_, lines, places) => {
  expect(placesOf(lines)).toEqual(places);
});
