import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

function selfSteps(lines: string): readonly string[] {
  return linked(lines).model.steps.flatMap((step) =>
    step.kind === "self"
      ? [`${step.from}.${step.method}(${step.args.map(({ name }) => name).join(", ")})`]
      : [],
  );
}

test.each([
  [
    "of the component that was called",
    "U -> Api : order(id, token)\nref over Api, Auth\ncheck the token (see auth.puml)\nend ref\nApi --> U : ok",
    ["Api.checkTheToken(id, token)"],
  ],
  [
    "on one line, in Korean",
    "U -> Api : order(id)\nref over U, Api : 재고 확인 (stock.puml)\nApi --> U : ok",
    ["Api.재고확인(id)"],
  ],
  [
    "of the one that waits for nobody",
    "U -> Api : order(id)\nApi -> Auth : check(id)\nref over Api, Auth : read the keys\nAuth --> Api : ok\nApi --> U : ok",
    ["Auth.readTheKeys(id)"],
  ],
  [
    "in each branch that has one",
    "U -> Api : order(id)\nalt new\nref over Api : notify\nelse known\nref over Api : notify\nend\nApi --> U : ok",
    ["Api.notify(id)", "Api.notify(id)"],
  ],
  ["of nobody who has answered", "U -> Api : order(id)\nApi --> U : ok\nref over Api : ship it", []],
  ["of nobody who has not been called", "ref over U, Api : sign in\nU -> Api : order(id)", []],
  [
    "of no resource",
    "database Db\nU -> Api : order(id)\nApi -> Db : save(id)\nref over Db : replicate\nApi --> U : ok",
    [],
  ],
])("a reference is a step %s", (_, lines, steps) => {
  expect(selfSteps(`actor U\nparticipant Api\n${lines}`)).toEqual(steps);
  const warned = linked(`actor U\nparticipant Api\n${lines}`).problems.filter((problem) =>
    problem.startsWith("link/nobodys-reference"),
  );
  expect(warned).toHaveLength(steps.length === 0 ? 1 : 0);
});
