import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

/** `answer ← call` for each answer, in drawing order, with the branches that it stands in. */
function answers(lines: string): readonly string[] {
  const { model } = linked(`actor U\nparticipant Shop\nparticipant Repo\n${lines}`);
  const texts = new Map(model.steps.map((step) => [step.id, step.text]));
  return model.steps.flatMap((step) =>
    step.kind === "reply"
      ? [
          `${step.text} ← ${texts.get(step.answers) ?? ""}${step.within.map(([, branch]) => ` [${branch}]`).join("")}`,
        ]
      : [],
  );
}

test.each([
  [
    "an alt",
    "alt new\nShop -> Repo : insert(id)\nelse old\nShop -> Repo : update(id)\nend\nRepo --> Shop : version",
  ],
  [
    "an alt, with bars",
    "alt new\nShop -> Repo : insert(id)\nactivate Repo\nelse old\nShop -> Repo : update(id)\nactivate Repo\nend\nRepo --> Shop : version\ndeactivate Repo",
  ],
])("an answer behind %s answers the call of each branch", (_, lines) => {
  expect(answers(`U -> Shop : save(id)\n${lines}\nShop --> U : version`)).toEqual([
    "version ← insert(id) [0]",
    "version ← update(id) [1]",
    "version ← save(id)",
  ]);
});

test("what is drawn before the answer happens in each branch", () => {
  const { model } = linked(
    "actor U\nparticipant Shop\nparticipant Repo\nparticipant Log\nU -> Shop : save(id)\nalt new\nShop -> Repo : insert(id)\n" +
      "else old\nShop -> Repo : update(id)\nend\nRepo -> Log : note(id)\nRepo --> Shop : version\nShop --> U : version",
  );
  expect(model.steps.filter(({ text }) => text === "note(id)").map(({ within }) => within.length)).toEqual([
    1, 1,
  ]);
});

test("without a call in a branch, the answer is to the call before the choice, or is not there", () => {
  expect(
    answers(
      "U -> Shop : login(id)\nopt asked\nShop -> U : ask\nU -> Shop : code(c)\nend\nShop --> U : token",
    ),
  ).toEqual(["token ← code(c) [0]", "token ← login(id) [1]"]);
  expect(
    answers(
      "U -> Shop : go(id)\nopt asked\nShop -> Repo : find(id)\nend\nRepo --> Shop : row\nShop --> U : ok",
    ),
  ).toEqual(["row ← find(id) [0]", "ok ← go(id)"]);
});

test.each([
  ["another note", "note over Repo : 최대 3회 재시도"],
  ["a reference", "ref over Repo : more"],
])("with %s between, nothing is drawn twice", (_, between) => {
  const all = answers(
    `U -> Shop : save(id)\nalt new\nShop -> Repo : insert(id)\nelse old\nShop -> Repo : update(id)\nend\n${between}\nRepo --> Shop : version\nShop --> U : ok`,
  );
  expect(all.filter((answer) => answer.startsWith("version"))).toHaveLength(1);
});
