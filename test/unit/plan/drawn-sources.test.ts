import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

async function handler(lines: string, name: string): Promise<string> {
  const source = sourceFile("diagrams/shop.puml", `@startuml\n${lines}\n@enduml\n`);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  return value[0]?.files.find(({ path }) => path.endsWith(`/${name}.handler.ts`))?.content ?? "";
}

const service = (rest: string) => `actor Client
participant Service
participant Repo
database DB
queue "Kafka\\njob-events" as Events
Client -> Service : POST /jobs/{jobId}/retry
Service -> Repo : copy(jobId)
Repo -> DB : SELECT id, state, owner_id FROM jobs WHERE id = {jobId}
DB --> Repo : newJob
Repo --> Service : newJob
${rest}`;

test.each([
  ["202 Accepted {jobId: newJob.id}", "body: { jobId: newJob.id }"],
  ['202 Accepted {"jobId": newJob.id, "state": "PENDING"}', 'body: { jobId: newJob.id, state: "PENDING" }'],
  ["200 OK {job: {id: newJob.id, owner: newJob.ownerId}}", "job: { id: newJob.id, owner: newJob.owner_id }"],
  ["200 OK {status = newJob.state, jobId}", "body: { status: newJob.state, jobId }"],
  // Words that nobody knows are no sources.
  ["200 OK {jobId: string, state: uuid}", "body: { jobId, state: newJob.state }"],
  ["200 OK {jobId: jobId}", "body: { jobId }"],
])("an answer %s takes its fields from where it says", async (answer, code) => {
  expect(await handler(service(`Service --> Client : ${answer}`), "service")).toContain(code);
});

test("an event takes its fields from where it says", async () => {
  const code = await handler(
    service(`Service -> Events : JobCopied event {jobId: newJob.id, sourceId: jobId}
Service --> Client : 202 Accepted`),
    "service",
  );
  expect(code).toContain("{ jobId: newJob.id, sourceId: jobId }");
});

test("a source of another type than the field is asked for, and never replaced by what has the field's name", async () => {
  const code = await handler(service("Service --> Client : 200 OK {jobId: newJob}"), "service");
  expect(code).not.toContain("body: { jobId }");
});

test("what a loop asks again replaces what was known, for its condition and for what follows", async () => {
  const code = await handler(
    `actor Client
participant Poller
participant "Render API" as Api <<external>>
database DB
Client -> Poller : render(jobId)
Poller -> Api : GET /jobs/{jobId}
Api --> Poller : 200 OK {status}
loop while status = RUNNING
  Poller -> Api : GET /jobs/{jobId}
  Api --> Poller : 200 OK {status}
end
Poller -> DB : UPDATE jobs SET status = {status} WHERE id = {jobId}
DB --> Poller : ok
Poller --> Client : done`,
    "poller",
  );
  expect(code).toContain(`let response = await this.#api.getJobs(jobId);
    while (await this.statusIsRunning(jobId, response)) {
      response = await this.#api.getJobs(jobId);
    }`);
});
