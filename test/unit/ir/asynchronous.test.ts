import { expect, test } from "vitest";
import { asynchronous } from "../../../generator/explain/sections/asynchronous.ts";
import { linked } from "../../support/linked.ts";

test("explain says what becomes of work that is drawn without waiting", () => {
  const { model } = linked(
    "actor C\nparticipant API\nparticipant Worker\nparticipant Mail\ndatabase DB\nC ->> API: POST /jobs\nAPI ->> Worker: work(id)\nWorker -> DB: save(id)\nC -> API: PUT /jobs/{id}\nAPI --> C: 202 Accepted\nAPI ->> Mail: tell(id)\nMail -> DB: log(id)",
  );
  const said = asynchronous(model);
  expect(said).toContain("line 7  C ->> API  answered when the work is done, with 204");
  expect(said).toContain("line 8  API ->> Worker  made in its place and awaited");
  expect(said).toContain("line 12  API ->> Mail  in the background, after the answer");
});
