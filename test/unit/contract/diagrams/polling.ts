import { z } from "zod";
import type { DiagramProtocol, HttpResponse, RedisCommands } from "../../../../runtime/index.ts";
import { from, free, isOneOf, literal, not, record, template } from "../../../../runtime/model/index.ts";
import { ordering } from "./ordering.ts";

export class NotFoundException extends Error {
  override readonly name = "NotFoundException";
}

export const Urls = z.object({ simple: z.url() });
export const Job = z.object({ status: z.enum(["COMPLETED", "PROCESSING", "PENDING", "FAILED"]), draft: z.string().min(1) });
export const JobStatus = z.discriminatedUnion("status", [
  z.object({ jobId: z.string(), status: z.literal("COMPLETED"), urls: Urls }),
  z.object({ jobId: z.string(), status: z.literal("PROCESSING") }),
  z.object({ jobId: z.string(), status: z.literal("FAILED"), error: z.string() }),
]);
export type JobStatus = z.infer<typeof JobStatus>;
export type Answer = HttpResponse<200, { status: string }> | HttpResponse<400 | 404, { message: string }>;
const Ok = z.object({ status: z.literal(200), body: z.object({ status: z.string() }) });
const NotFound = z.object({ status: z.literal(404), body: z.object({ message: z.string() }) });

export interface Jobs {
  getJobStatus(jobId: string): Promise<JobStatus>;
}
export interface ControllerCollaborators {
  readonly jobs: Jobs;
}
export interface JobsCollaborators {
  readonly cache: RedisCommands;
}

const found = [["job", 0]] as const;
const inBranch = (branch: number) => [...found, ["status", branch]] as const;
const get = { kind: "call", from: "Jobs", to: "Cache", method: "get", waits: true, readOnly: true, decides: [] } as const;
const status = (value: string) => record({ jobId: from("jobId"), status: literal(value) });
const returned = { kind: "returns", as: "jobStatus", type: JobStatus, encoding: "value" } as const;
const toController = { kind: "reply", from: "Jobs", to: "Controller", answers: "ask", decides: [] } as const;
const toClient = { kind: "reply", from: "Controller", to: "Client", answers: "http", decides: [] } as const;
const ok = (value: string) =>
  ({ kind: "returns", as: "response", type: Ok, encoding: "value", value: record({ status: literal(200), body: record({ status: literal(value) }) }) }) as const;

/** Client -> Controller -> Jobs -> Cache: what the cache answers decides everything. */
export const pollingProtocol: DiagramProtocol = {
  name: "polling",
  source: "diagrams/polling.puml",
  participants: {
    Client: { role: "initiator", label: "Client", line: 1 },
    Controller: { role: "component", label: "Controller", line: 2, class: "Controller", handler: "controller.handler.ts", collaborators: { jobs: "Jobs" }, background: false },
    Jobs: { role: "component", label: "Jobs", line: 3, class: "JobManager", handler: "job-manager.handler.ts", collaborators: { cache: "Cache" }, background: false },
    Cache: { role: "resource", label: "Cache", line: 4, kind: "redis" },
  },
  steps: {
    http: { kind: "call", line: 10, text: "GET /jobs/{jobId}", from: "Client", to: "Controller", within: [], method: "getJob", args: [{ name: "jobId", value: free("jobId"), type: z.string() }], waits: true, readOnly: true, decides: [] },
    ask: { kind: "call", line: 11, text: "getJobStatus(jobId)", from: "Controller", to: "Jobs", within: [], method: "getJobStatus", args: [{ name: "jobId", value: from("jobId"), type: z.string() }], waits: true, readOnly: true, decides: [] },
    read: { ...get, line: 12, text: "Key: job:{jobId}", within: [], args: [{ name: "key", value: template`job:${"jobId"}` }] },
    data: { kind: "reply", line: 14, text: "Job {status, draft}", from: "Cache", to: "Jobs", within: found, answers: "read", outcome: { kind: "returns", as: "job", value: free("job"), type: Job, encoding: "json" }, decides: [{ fragment: "job", name: "job", field: "" }, { fragment: "status", name: "status", field: "status" }] },
    readUrls: { ...get, line: 16, text: "Key: image:{draft}", within: inBranch(0), args: [{ name: "key", value: template`image:${"job.draft"}` }] },
    urls: { kind: "reply", line: 17, text: "{simple}", from: "Cache", to: "Jobs", within: inBranch(0), answers: "readUrls", outcome: { kind: "returns", as: "urls", value: free("urls"), type: Urls, encoding: "json" }, decides: [] },
    completed: { ...toController, line: 18, text: "JobStatus COMPLETED", within: inBranch(0), outcome: { ...returned, value: record({ jobId: from("jobId"), status: literal("COMPLETED"), urls: from("urls") }) } },
    ok1: { ...toClient, line: 19, text: "200 OK COMPLETED", within: inBranch(0), outcome: ok("COMPLETED") },
    processing: { ...toController, line: 21, text: "JobStatus PROCESSING", within: inBranch(1), outcome: { ...returned, value: status("PROCESSING") } },
    ok2: { ...toClient, line: 22, text: "200 OK PROCESSING", within: inBranch(1), outcome: ok("PROCESSING") },
    failed: { ...toController, line: 24, text: "JobStatus FAILED", within: inBranch(2), outcome: { ...returned, value: status("FAILED") } },
    ok3: { ...toClient, line: 25, text: "200 OK FAILED", within: inBranch(2), outcome: ok("FAILED") },
    none: { kind: "reply", line: 28, text: "null", from: "Cache", to: "Jobs", within: [["job", 1]], answers: "read", outcome: { kind: "returns", as: "job", value: literal(null), type: z.null(), encoding: "json" }, decides: [{ fragment: "job", name: "job", field: "" }] },
    thrown: { ...toController, line: 29, text: 'throw NotFoundException("no such job")', within: [["job", 1]], outcome: { kind: "throws", error: NotFoundException, message: "no such job" } },
    notFound: { ...toClient, line: 30, text: "404 Not Found", within: [["job", 1]], outcome: { kind: "returns", as: "response", type: NotFound, encoding: "value", value: record({ status: literal(404), body: record({ message: literal("no such job") }) }) } },
  },
  fragments: {
    job: { operator: "alt", line: 13, within: [], branches: [{ guard: "job found", line: 13, if: not(isOneOf("job", null)), decisions: [] }, { guard: "no job", line: 27, decisions: [] }] },
    status: {
      operator: "alt",
      line: 15,
      within: found,
      branches: [
        { guard: "status = COMPLETED", line: 15, if: isOneOf("status", "COMPLETED"), decisions: [] },
        { guard: "status = PROCESSING or PENDING", line: 20, if: isOneOf("status", "PROCESSING", "PENDING"), decisions: [] },
        { guard: "status = FAILED", line: 23, if: isOneOf("status", "FAILED"), decisions: [] },
      ],
    },
  },
  orderings: {
    Controller: ordering("http", "ask", {
      job: [[{ status: [["completed", "ok1"], ["processing", "ok2"], ["failed", "ok3"]] }], ["thrown", "notFound"]],
    }),
    Jobs: ordering("ask", "read", {
      job: [["data", { status: [["readUrls", "urls", "completed"], ["processing"], ["failed"]] }], ["none", "thrown"]],
    }),
  },
  policies: [],
};
