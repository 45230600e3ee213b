// Generated from diagrams/content-이미지생성요청.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, z } from "seqwright-runtime";
import {
  allOf,
  alternative,
  answers,
  argument,
  asks,
  byAnswerTo,
  byCall,
  byValue,
  call,
  component,
  diagramProtocol,
  does,
  free,
  from,
  gets,
  initiator,
  isOneOf,
  not,
  parallel,
  promises,
  receives,
  record,
  reply,
  resource,
  sequence,
  template,
  when,
} from "seqwright-runtime/model";
import {
  ContentCreated,
  ImageJobRequested,
  Job,
  JobData,
  JobInProgressException,
  NotFoundException,
  PostContentImagesGenerateRequest,
  PostContentJobsRegenerateRequest,
  PostImagesRequest,
} from "./messages.gen.ts";

/** Every step of diagrams/content-이미지생성요청.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = diagramProtocol({
  name: "content-이미지생성요청",
  source: "diagrams/content-이미지생성요청.puml",
  participants: {
    Client: initiator("Client"),
    Gateway: component("API Gateway", {
      class: "ApiGateway",
      handler: "api-gateway.handler.ts",
      collaborators: { controller: "Controller" },
    }),
    Controller: component("ContentController", {
      class: "ContentController",
      handler: "content-controller.handler.ts",
      collaborators: { service: "Service" },
    }),
    Service: component("ContentService", {
      class: "ContentService",
      handler: "content-service.handler.ts",
      collaborators: { jobMgr: "JobMgr", jobTopic: "JobTopic" },
    }),
    JobMgr: component("JobManager", {
      class: "JobManager",
      handler: "job-manager.handler.ts",
      collaborators: { cache: "Cache" },
    }),
    Cache: resource("Redis Cache", "redis"),
    JobTopic: resource("Kafka image-job-topic", "kafka"),
    Worker: component("ImageWorker", {
      class: "ImageWorker",
      handler: "image-worker.handler.ts",
      collaborators: { jobMgr: "JobMgr", generator: "Generator", cache: "Cache", eventTopic: "EventTopic" },
    }),
    Generator: component("ImageGenerator", {
      class: "ImageGenerator",
      handler: "image-generator.handler.ts",
      collaborators: { imageApi: "ImageApi", storage: "Storage" },
    }),
    ImageApi: resource("Image API", "http"),
    Storage: resource("MinIO content-images", "s3"),
    EventTopic: resource("Kafka event-topic", "kafka"),
  },
  steps: [
    call("Client", "Gateway", "POST /api/content/images/generate", {
      text: "POST /api/content/images/generate {eventDraftId, prompt}",
      method: "generateImages",
      args: [argument("body", free("body"), PostContentImagesGenerateRequest)],
    }),
    call("Gateway", "Controller", "POST /api/content/images/generate", {
      text: "POST /api/content/images/generate {eventDraftId, prompt}",
      method: "generateImages",
      args: [
        argument(
          "body",
          record({ eventDraftId: from("body.eventDraftId"), prompt: from("body.prompt") }),
          PostContentImagesGenerateRequest,
        ),
      ],
    }),
    call("Controller", "Service", "requestImages(eventDraftId, prompt)", {
      method: "requestImages",
      args: [
        argument("eventDraftId", from("body.eventDraftId"), z.string().min(1)),
        argument("prompt", from("body.prompt"), z.string()),
      ],
    }),
    call("Service", "JobMgr", "createJob(eventDraftId)", {
      method: "createJob",
      args: [argument("eventDraftId", from("eventDraftId"), z.string().min(1))],
    }),
    call("JobMgr", "JobMgr", "jobId = issueJobId()", { method: "issueJobId" }),
    call("JobMgr", "JobMgr", "createdAt = currentTime()", { method: "currentTime" }),
    call("JobMgr", "Cache", "SET job:{jobId}", {
      text: "Job 저장 Key: job:{jobId} {status: PENDING, eventDraftId, type: IMAGE, createdAt} TTL: 1시간",
      method: "set",
      args: [
        argument("key", template`job:${"jobId"}`),
        argument(
          "value",
          record({
            status: "PENDING",
            eventDraftId: from("eventDraftId"),
            type: "IMAGE",
            createdAt: from("createdAt"),
          }),
        ),
        argument("options", record({ ttlSeconds: 3600 })),
      ],
    }),
    reply("Cache", "JobMgr", "저장 완료"),
    reply("JobMgr", "Service", "Job", {
      text: "Job {jobId, eventDraftId, createdAt}",
      as: "job",
      value: record({
        jobId: from("jobId"),
        eventDraftId: from("eventDraftId"),
        createdAt: from("createdAt"),
      }),
      type: Job,
    }),
    call("Service", "JobTopic", "ImageJobRequested", {
      text: "ImageJobRequested 이벤트 발행 {jobId, eventDraftId, createdAt, prompt} (key: eventDraftId)",
      method: "publishImageJobRequested",
      args: [
        argument(
          "event",
          record({
            jobId: from("job.jobId"),
            eventDraftId: from("eventDraftId"),
            createdAt: from("job.createdAt"),
            prompt: from("prompt"),
          }),
          ImageJobRequested,
        ),
      ],
    }),
    reply("JobTopic", "Service", "발행 완료"),
    reply("Service", "Controller", "JobResponse", {
      text: "JobResponse {jobId, status: PENDING}",
      as: "jobResponse",
      value: record({ jobId: from("job.jobId"), status: "PENDING" }),
      type: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
    }),
    reply("Controller", "Gateway", "202 Accepted", {
      text: '202 Accepted {"jobId": "job-1", "status": "PENDING"}',
      as: "response",
      value: record({ status: 202, body: record({ jobId: from("jobResponse.jobId"), status: "PENDING" }) }),
      type: z.object({
        status: z.literal(202),
        body: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
      }),
    }),
    reply("Gateway", "Client", "202 Accepted", {
      text: '202 Accepted {"jobId": "job-1", "status": "PENDING"}',
      as: "response",
      value: record({ status: 202, body: record({ jobId: from("response.body.jobId"), status: "PENDING" }) }),
      type: z.object({
        status: z.literal(202),
        body: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
      }),
    }),
    call("Client", "Gateway", "POST /api/content/jobs/{previousJobId}/regenerate", {
      text: "POST /api/content/jobs/{previousJobId}/regenerate {prompt}",
      method: "regenerateImages",
      args: [
        argument("previousJobId", free("previousJobId"), z.string().min(1)),
        argument("body", free("body"), PostContentJobsRegenerateRequest),
      ],
    }),
    call("Gateway", "Controller", "POST /api/content/jobs/{previousJobId}/regenerate", {
      text: "POST /api/content/jobs/{previousJobId}/regenerate {prompt}",
      method: "regenerateImages",
      args: [
        argument("previousJobId", from("previousJobId"), z.string().min(1)),
        argument("body", record({ prompt: from("body.prompt") }), PostContentJobsRegenerateRequest),
      ],
    }),
    call("Controller", "Service", "regenerateImages(previousJobId, prompt)", {
      method: "regenerateImages",
      args: [
        argument("previousJobId", from("previousJobId"), z.string().min(1)),
        argument("prompt", from("body.prompt"), z.string()),
      ],
    }),
    call("Service", "JobMgr", "restartJob(previousJobId)", {
      method: "restartJob",
      args: [argument("previousJobId", from("previousJobId"), z.string().min(1))],
    }),
    call("JobMgr", "Cache", "job:{previousJobId}", {
      text: "Job 상태 조회 Key: job:{previousJobId}",
      method: "get",
      args: [argument("key", template`job:${"previousJobId"}`)],
      readOnly: true,
    }),
    alternative(
      when(
        "Job 데이터 존재",
        reply("Cache", "JobMgr", "Job 데이터", {
          text: "Job 데이터 {status, eventDraftId, type, createdAt}",
          as: "jobData",
          value: record({}),
          type: JobData,
          encoding: "json",
          decides: [
            {
              fragment: "alt Job 데이터 존재 › alt status = COMPLETED 또는 FAILED",
              name: "status",
              field: "status",
            },
          ],
        }),
        alternative(
          when(
            { guard: "status = COMPLETED 또는 FAILED", if: isOneOf("status", "COMPLETED", "FAILED") },
            call("JobMgr", "JobMgr", "jobId = issueJobId()", { method: "issueJobId" }),
            call("JobMgr", "JobMgr", "createdAt = currentTime()", { method: "currentTime" }),
            call("JobMgr", "Cache", "SET job:{jobId}", {
              text: "Job 저장 Key: job:{jobId} {status: PENDING, eventDraftId, type: IMAGE, createdAt} TTL: 1시간",
              method: "set",
              args: [
                argument("key", template`job:${"jobId"}`),
                argument(
                  "value",
                  record({
                    status: "PENDING",
                    eventDraftId: from("jobData.eventDraftId"),
                    type: "IMAGE",
                    createdAt: from("createdAt"),
                  }),
                ),
                argument("options", record({ ttlSeconds: 3600 })),
              ],
            }),
            reply("Cache", "JobMgr", "저장 완료"),
            reply("JobMgr", "Service", "Job", {
              text: "Job {jobId, eventDraftId, createdAt}",
              as: "job",
              value: record({
                jobId: from("jobId"),
                eventDraftId: from("jobData.eventDraftId"),
                createdAt: from("createdAt"),
              }),
              type: Job,
            }),
            call("Service", "JobTopic", "ImageJobRequested", {
              text: "ImageJobRequested 이벤트 발행 {jobId, eventDraftId, createdAt, prompt} (key: eventDraftId)",
              method: "publishImageJobRequested",
              args: [
                argument(
                  "event",
                  record({
                    jobId: from("job.jobId"),
                    eventDraftId: from("job.eventDraftId"),
                    createdAt: from("job.createdAt"),
                    prompt: from("prompt"),
                  }),
                  ImageJobRequested,
                ),
              ],
            }),
            reply("JobTopic", "Service", "발행 완료"),
            reply("Service", "Controller", "JobResponse", {
              text: "JobResponse {jobId, status: PENDING}",
              as: "jobResponse",
              value: record({ jobId: from("job.jobId"), status: "PENDING" }),
              type: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
            }),
            reply("Controller", "Gateway", "202 Accepted", {
              text: '202 Accepted {"jobId": "job-1", "status": "PENDING"}',
              as: "response",
              value: record({
                status: 202,
                body: record({ jobId: from("jobResponse.jobId"), status: "PENDING" }),
              }),
              type: z.object({
                status: z.literal(202),
                body: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
              }),
            }),
            reply("Gateway", "Client", "202 Accepted", {
              text: '202 Accepted {"jobId": "job-1", "status": "PENDING"}',
              as: "response",
              value: record({
                status: 202,
                body: record({ jobId: from("response.body.jobId"), status: "PENDING" }),
              }),
              type: z.object({
                status: z.literal(202),
                body: z.object({ jobId: z.string().min(1), status: z.literal("PENDING") }),
              }),
            }),
          ),
          when(
            { guard: "status = PENDING 또는 PROCESSING", if: isOneOf("status", "PENDING", "PROCESSING") },
            reply("JobMgr", "Service", "JobInProgressException", {
              text: 'throw JobInProgressException ("이미지 생성 중입니다")',
              throws: JobInProgressException,
              message: "이미지 생성 중입니다",
            }),
            reply("Service", "Controller", "JobInProgressException", { throws: JobInProgressException }),
            reply("Controller", "Gateway", "409 Conflict", {
              text: '409 Conflict {"code": "JOB_002", "message": "이미지 생성 중입니다"}',
              as: "response",
              value: record({
                status: 409,
                body: record({ code: "JOB_002", message: "이미지 생성 중입니다" }),
              }),
              type: z.object({
                status: z.literal(409),
                body: z.object({ code: z.literal("JOB_002"), message: z.literal("이미지 생성 중입니다") }),
              }),
            }),
            reply("Gateway", "Client", "409 Conflict", {
              as: "response",
              value: record({ status: 409, body: from("response.body") }),
              type: z.object({ status: z.literal(409), body: z.json().optional() }),
            }),
          ),
        ),
      ),
      when(
        "Job 데이터 없음",
        reply("Cache", "JobMgr", "null (캐시 미스)", { as: "jobData", value: null, type: z.null() }),
        reply("JobMgr", "Service", "NotFoundException", {
          text: 'throw NotFoundException ("Job을 찾을 수 없습니다")',
          throws: NotFoundException,
          message: "Job을 찾을 수 없습니다",
        }),
        reply("Service", "Controller", "NotFoundException", { throws: NotFoundException }),
        reply("Controller", "Gateway", "404 Not Found", {
          text: '404 Not Found {"code": "JOB_001", "message": "Job을 찾을 수 없습니다"}',
          as: "response",
          value: record({
            status: 404,
            body: record({ code: "JOB_001", message: "Job을 찾을 수 없습니다" }),
          }),
          type: z.object({
            status: z.literal(404),
            body: z.object({ code: z.literal("JOB_001"), message: z.literal("Job을 찾을 수 없습니다") }),
          }),
        }),
        reply("Gateway", "Client", "404 Not Found", {
          as: "response",
          value: record({ status: 404, body: from("response.body") }),
          type: z.object({ status: z.literal(404), body: z.json().optional() }),
        }),
      ),
    ),
    call("JobTopic", "Worker", "ImageJobRequested", {
      text: "ImageJobRequested 이벤트 수신 {jobId, eventDraftId, createdAt, prompt}",
      method: "onImageJobRequested",
      args: [argument("event", free("event"), ImageJobRequested)],
    }),
    call("Worker", "JobMgr", "startJob(jobId, eventDraftId, createdAt)", {
      method: "startJob",
      args: [
        argument("jobId", from("event.jobId"), z.string().min(1)),
        argument("eventDraftId", from("event.eventDraftId"), z.string().min(1)),
        argument("createdAt", from("event.createdAt"), z.iso.datetime()),
      ],
    }),
    call("JobMgr", "Cache", "SET job:{jobId} #2", {
      text: "Job 상태 변경 Key: job:{jobId} {status: PROCESSING, eventDraftId, type: IMAGE, createdAt} TTL: 1시간",
      method: "set",
      args: [
        argument("key", template`job:${"jobId"}`),
        argument(
          "value",
          record({
            status: "PROCESSING",
            eventDraftId: from("eventDraftId"),
            type: "IMAGE",
            createdAt: from("createdAt"),
          }),
        ),
        argument("options", record({ ttlSeconds: 3600 })),
      ],
    }),
    reply("Cache", "JobMgr", "저장 완료 #2", { text: "저장 완료" }),
    reply("JobMgr", "Worker", "시작"),
    parallel(
      when(
        "심플 (simple)",
        call("Worker", "Generator", 'simple = generateImage(jobId, prompt, "simple")', {
          method: "generateImage",
          args: [
            argument("jobId", from("event.jobId"), z.string().min(1)),
            argument("prompt", from("event.prompt"), z.string()),
            argument("style", "simple", z.enum(["simple", "fancy", "trendy"])),
          ],
        }),
        call("Generator", "ImageApi", "POST /v1/images", {
          text: "POST /v1/images {prompt, style}",
          method: "createImage",
          args: [
            argument("body", record({ prompt: from("prompt"), style: from("style") }), PostImagesRequest),
          ],
        }),
        alternative(
          when(
            "생성 성공",
            reply("ImageApi", "Generator", "201 Created", {
              text: '201 Created {"image": "iVBORw0KGgo="}',
              as: "response",
              value: record({ status: 201, body: record({}) }),
              type: z.object({ status: z.literal(201), body: z.object({ image: z.string() }) }),
            }),
            call("Generator", "Storage", "putImage(jobId, style, image)", {
              method: "putImage",
              args: [
                argument("jobId", from("jobId"), z.string().min(1)),
                argument("style", from("style"), z.string()),
                argument("image", from("response.body.image"), z.string()),
              ],
            }),
            reply("Storage", "Generator", "imageUrl", { as: "imageUrl", type: z.url() }),
            reply("Generator", "Worker", "imageUrl", {
              as: "simple",
              value: from("imageUrl"),
              type: z.url(),
              decides: [
                {
                  fragment: "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재",
                  name: "simple",
                  field: "",
                },
              ],
            }),
          ),
          when(
            "생성 실패",
            reply("ImageApi", "Generator", "422 Unprocessable Entity", {
              text: '422 Unprocessable Entity {"error": "..."}',
              as: "response",
              value: record({ status: 422, body: record({}) }),
              type: z.object({ status: z.literal(422), body: z.object({ error: z.string() }) }),
            }),
            reply("Generator", "Worker", "null (생성 실패)", {
              as: "simple",
              value: null,
              type: z.null(),
              decides: [
                {
                  fragment: "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재",
                  name: "simple",
                  field: "",
                },
              ],
            }),
          ),
        ),
      ),
      when(
        "화려한 (fancy)",
        call("Worker", "Generator", 'fancy = generateImage(jobId, prompt, "fancy")', {
          method: "generateImage",
          args: [
            argument("jobId", from("event.jobId"), z.string().min(1)),
            argument("prompt", from("event.prompt"), z.string()),
            argument("style", "fancy", z.enum(["simple", "fancy", "trendy"])),
          ],
        }),
        call("Generator", "ImageApi", "POST /v1/images", {
          text: "POST /v1/images {prompt, style}",
          method: "createImage",
          args: [
            argument("body", record({ prompt: from("prompt"), style: from("style") }), PostImagesRequest),
          ],
        }),
        alternative(
          when(
            "생성 성공",
            reply("ImageApi", "Generator", "201 Created", {
              text: '201 Created {"image": "iVBORw0KGgo="}',
              as: "response",
              value: record({ status: 201, body: record({}) }),
              type: z.object({ status: z.literal(201), body: z.object({ image: z.string() }) }),
            }),
            call("Generator", "Storage", "putImage(jobId, style, image)", {
              method: "putImage",
              args: [
                argument("jobId", from("jobId"), z.string().min(1)),
                argument("style", from("style"), z.string()),
                argument("image", from("response.body.image"), z.string()),
              ],
            }),
            reply("Storage", "Generator", "imageUrl", { as: "imageUrl", type: z.url() }),
            reply("Generator", "Worker", "imageUrl", {
              as: "fancy",
              value: from("imageUrl"),
              type: z.url(),
              decides: [
                {
                  fragment: "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재",
                  name: "fancy",
                  field: "",
                },
              ],
            }),
          ),
          when(
            "생성 실패",
            reply("ImageApi", "Generator", "422 Unprocessable Entity", {
              text: '422 Unprocessable Entity {"error": "..."}',
              as: "response",
              value: record({ status: 422, body: record({}) }),
              type: z.object({ status: z.literal(422), body: z.object({ error: z.string() }) }),
            }),
            reply("Generator", "Worker", "null (생성 실패)", {
              as: "fancy",
              value: null,
              type: z.null(),
              decides: [
                {
                  fragment: "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재",
                  name: "fancy",
                  field: "",
                },
              ],
            }),
          ),
        ),
      ),
      when(
        "트렌디 (trendy)",
        call("Worker", "Generator", 'trendy = generateImage(jobId, prompt, "trendy")', {
          method: "generateImage",
          args: [
            argument("jobId", from("event.jobId"), z.string().min(1)),
            argument("prompt", from("event.prompt"), z.string()),
            argument("style", "trendy", z.enum(["simple", "fancy", "trendy"])),
          ],
        }),
        call("Generator", "ImageApi", "POST /v1/images", {
          text: "POST /v1/images {prompt, style}",
          method: "createImage",
          args: [
            argument("body", record({ prompt: from("prompt"), style: from("style") }), PostImagesRequest),
          ],
        }),
        alternative(
          when(
            "생성 성공",
            reply("ImageApi", "Generator", "201 Created", {
              text: '201 Created {"image": "iVBORw0KGgo="}',
              as: "response",
              value: record({ status: 201, body: record({}) }),
              type: z.object({ status: z.literal(201), body: z.object({ image: z.string() }) }),
            }),
            call("Generator", "Storage", "putImage(jobId, style, image)", {
              method: "putImage",
              args: [
                argument("jobId", from("jobId"), z.string().min(1)),
                argument("style", from("style"), z.string()),
                argument("image", from("response.body.image"), z.string()),
              ],
            }),
            reply("Storage", "Generator", "imageUrl", { as: "imageUrl", type: z.url() }),
            reply("Generator", "Worker", "imageUrl", {
              as: "trendy",
              value: from("imageUrl"),
              type: z.url(),
              decides: [
                {
                  fragment: "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재",
                  name: "trendy",
                  field: "",
                },
              ],
            }),
          ),
          when(
            "생성 실패",
            reply("ImageApi", "Generator", "422 Unprocessable Entity", {
              text: '422 Unprocessable Entity {"error": "..."}',
              as: "response",
              value: record({ status: 422, body: record({}) }),
              type: z.object({ status: z.literal(422), body: z.object({ error: z.string() }) }),
            }),
            reply("Generator", "Worker", "null (생성 실패)", {
              as: "trendy",
              value: null,
              type: z.null(),
              decides: [
                {
                  fragment: "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재",
                  name: "trendy",
                  field: "",
                },
              ],
            }),
          ),
        ),
      ),
    ),
    alternative(
      when(
        {
          guard: "simple 존재 그리고 fancy 존재 그리고 trendy 존재",
          if: allOf(not(isOneOf("simple", null)), not(isOneOf("fancy", null)), not(isOneOf("trendy", null))),
        },
        call("Worker", "Worker", "imageUrls = imageUrlsOf(simple, fancy, trendy)", {
          method: "imageUrlsOf",
          args: [
            argument("simple", from("simple"), z.url()),
            argument("fancy", from("fancy"), z.url()),
            argument("trendy", from("trendy"), z.url()),
          ],
        }),
        call("Worker", "Cache", "SET content:image:{eventDraftId}", {
          text: "이미지 URL 저장 Key: content:image:{eventDraftId} {imageUrls} TTL: 7일",
          method: "set",
          args: [
            argument("key", template`content:image:${"event.eventDraftId"}`),
            argument("value", from("imageUrls")),
            argument("options", record({ ttlSeconds: 604800 })),
          ],
        }),
        reply("Cache", "Worker", "저장 완료"),
        call("Worker", "EventTopic", "ContentCreated", {
          text: "ContentCreated 이벤트 발행 {jobId, eventDraftId, imageUrls} (key: eventDraftId)",
          method: "publishContentCreated",
          args: [
            argument(
              "event",
              record({
                jobId: from("event.jobId"),
                eventDraftId: from("event.eventDraftId"),
                imageUrls: from("imageUrls"),
              }),
              ContentCreated,
            ),
          ],
        }),
        reply("EventTopic", "Worker", "발행 완료"),
        call("Worker", "JobMgr", "completeJob(jobId, eventDraftId, createdAt)", {
          method: "completeJob",
          args: [
            argument("jobId", from("event.jobId"), z.string().min(1)),
            argument("eventDraftId", from("event.eventDraftId"), z.string().min(1)),
            argument("createdAt", from("event.createdAt"), z.iso.datetime()),
          ],
        }),
        call("JobMgr", "Cache", "SET job:{jobId}", {
          text: "Job 상태 변경 Key: job:{jobId} {status: COMPLETED, eventDraftId, type: IMAGE, createdAt} TTL: 1시간",
          method: "set",
          args: [
            argument("key", template`job:${"jobId"}`),
            argument(
              "value",
              record({
                status: "COMPLETED",
                eventDraftId: from("eventDraftId"),
                type: "IMAGE",
                createdAt: from("createdAt"),
              }),
            ),
            argument("options", record({ ttlSeconds: 3600 })),
          ],
        }),
        reply("Cache", "JobMgr", "저장 완료"),
        reply("JobMgr", "Worker", "완료"),
      ),
      when(
        "하나라도 실패",
        call("Worker", "JobMgr", "failJob(jobId, eventDraftId, createdAt)", {
          method: "failJob",
          args: [
            argument("jobId", from("event.jobId"), z.string().min(1)),
            argument("eventDraftId", from("event.eventDraftId"), z.string().min(1)),
            argument("createdAt", from("event.createdAt"), z.iso.datetime()),
          ],
        }),
        call("JobMgr", "Cache", "SET job:{jobId}:error", {
          text: '에러 정보 저장 SET job:{jobId}:error "이미지 생성 실패" EX 3600',
          method: "set",
          args: [
            argument("key", template`job:${"jobId"}:error`),
            argument("value", "이미지 생성 실패"),
            argument("options", record({ ttlSeconds: 3600 })),
          ],
        }),
        reply("Cache", "JobMgr", "저장 완료"),
        call("JobMgr", "Cache", "SET job:{jobId}", {
          text: "Job 상태 변경 Key: job:{jobId} {status: FAILED, eventDraftId, type: IMAGE, createdAt} TTL: 1시간",
          method: "set",
          args: [
            argument("key", template`job:${"jobId"}`),
            argument(
              "value",
              record({
                status: "FAILED",
                eventDraftId: from("eventDraftId"),
                type: "IMAGE",
                createdAt: from("createdAt"),
              }),
            ),
            argument("options", record({ ttlSeconds: 3600 })),
          ],
        }),
        reply("Cache", "JobMgr", "저장 완료 #2", { text: "저장 완료" }),
        reply("JobMgr", "Worker", "완료"),
      ),
    ),
    reply("Worker", "JobTopic", "처리 완료"),
  ],
  orderings: {
    Gateway: sequence(
      receives("Client", "POST /api/content/images/generate"),
      asks("Controller", "POST /api/content/images/generate"),
      gets("Controller", "202 Accepted"),
      answers("Client", "202 Accepted"),
      receives("Client", "POST /api/content/jobs/{previousJobId}/regenerate"),
      asks("Controller", "POST /api/content/jobs/{previousJobId}/regenerate"),
      alternative(
        byAnswerTo("Gateway → Controller: POST /api/content/jobs/{previousJobId}/regenerate"),
        when(
          "Job 데이터 존재",
          alternative(
            byAnswerTo("Gateway → Controller: POST /api/content/jobs/{previousJobId}/regenerate"),
            when(
              "status = COMPLETED 또는 FAILED",
              gets("Controller", "202 Accepted"),
              answers("Client", "202 Accepted"),
            ),
            when(
              "status = PENDING 또는 PROCESSING",
              gets("Controller", "409 Conflict"),
              answers("Client", "409 Conflict"),
            ),
          ),
        ),
        when("Job 데이터 없음", gets("Controller", "404 Not Found"), answers("Client", "404 Not Found")),
      ),
    ),
    Controller: sequence(
      receives("Gateway", "POST /api/content/images/generate"),
      asks("Service", "requestImages(eventDraftId, prompt)"),
      gets("Service", "JobResponse"),
      answers("Gateway", "202 Accepted"),
      receives("Gateway", "POST /api/content/jobs/{previousJobId}/regenerate"),
      asks("Service", "regenerateImages(previousJobId, prompt)"),
      alternative(
        byAnswerTo("Controller → Service: regenerateImages(previousJobId, prompt)"),
        when(
          "Job 데이터 존재",
          alternative(
            byAnswerTo("Controller → Service: regenerateImages(previousJobId, prompt)"),
            when(
              "status = COMPLETED 또는 FAILED",
              gets("Service", "JobResponse"),
              answers("Gateway", "202 Accepted"),
            ),
            when(
              "status = PENDING 또는 PROCESSING",
              gets("Service", "JobInProgressException"),
              answers("Gateway", "409 Conflict"),
            ),
          ),
        ),
        when("Job 데이터 없음", gets("Service", "NotFoundException"), answers("Gateway", "404 Not Found")),
      ),
    ),
    Service: sequence(
      receives("Controller", "requestImages(eventDraftId, prompt)"),
      asks("JobMgr", "createJob(eventDraftId)"),
      gets("JobMgr", "Job"),
      asks("JobTopic", "ImageJobRequested"),
      gets("JobTopic", "발행 완료"),
      answers("Controller", "JobResponse"),
      receives("Controller", "regenerateImages(previousJobId, prompt)"),
      asks("JobMgr", "restartJob(previousJobId)"),
      alternative(
        byAnswerTo("Service → JobMgr: restartJob(previousJobId)"),
        when(
          "Job 데이터 존재",
          alternative(
            byAnswerTo("Service → JobMgr: restartJob(previousJobId)"),
            when(
              "status = COMPLETED 또는 FAILED",
              gets("JobMgr", "Job"),
              asks("JobTopic", "ImageJobRequested"),
              gets("JobTopic", "발행 완료"),
              answers("Controller", "JobResponse"),
            ),
            when(
              "status = PENDING 또는 PROCESSING",
              gets("JobMgr", "JobInProgressException"),
              answers("Controller", "JobInProgressException"),
            ),
          ),
        ),
        when(
          "Job 데이터 없음",
          gets("JobMgr", "NotFoundException"),
          answers("Controller", "NotFoundException"),
        ),
      ),
    ),
    JobMgr: sequence(
      receives("Service", "createJob(eventDraftId)"),
      does("jobId = issueJobId()"),
      does("createdAt = currentTime()"),
      asks("Cache", "SET job:{jobId}"),
      gets("Cache", "저장 완료"),
      answers("Service", "Job"),
      receives("Service", "restartJob(previousJobId)"),
      asks("Cache", "job:{previousJobId}"),
      alternative(
        byAnswerTo("JobMgr → Cache: job:{previousJobId}"),
        when(
          "Job 데이터 존재",
          gets("Cache", "Job 데이터"),
          alternative(
            byValue("jobData.status"),
            when(
              "status = COMPLETED 또는 FAILED",
              does("jobId = issueJobId()"),
              does("createdAt = currentTime()"),
              asks("Cache", "SET job:{jobId}"),
              gets("Cache", "저장 완료"),
              answers("Service", "Job"),
            ),
            when("status = PENDING 또는 PROCESSING", answers("Service", "JobInProgressException")),
          ),
        ),
        when("Job 데이터 없음", gets("Cache", "null (캐시 미스)"), answers("Service", "NotFoundException")),
      ),
      receives("Worker", "startJob(jobId, eventDraftId, createdAt)"),
      asks("Cache", "SET job:{jobId} #2"),
      gets("Cache", "저장 완료 #2"),
      answers("Worker", "시작"),
      alternative(
        byCall(),
        when(
          "simple 존재 그리고 fancy 존재 그리고 trendy 존재",
          receives("Worker", "completeJob(jobId, eventDraftId, createdAt)"),
          asks("Cache", "SET job:{jobId}"),
          gets("Cache", "저장 완료"),
          answers("Worker", "완료"),
        ),
        when(
          "하나라도 실패",
          receives("Worker", "failJob(jobId, eventDraftId, createdAt)"),
          asks("Cache", "SET job:{jobId}:error"),
          gets("Cache", "저장 완료"),
          asks("Cache", "SET job:{jobId}"),
          gets("Cache", "저장 완료 #2"),
          answers("Worker", "완료"),
        ),
      ),
    ),
    Worker: sequence(
      receives("JobTopic", "ImageJobRequested"),
      asks("JobMgr", "startJob(jobId, eventDraftId, createdAt)"),
      gets("JobMgr", "시작"),
      parallel(
        when(
          "심플 (simple)",
          asks("Generator", 'simple = generateImage(jobId, prompt, "simple")'),
          alternative(
            byAnswerTo(
              'par 심플 (simple) › Worker → Generator: simple = generateImage(jobId, prompt, "simple")',
            ),
            when("생성 성공", gets("Generator", "imageUrl")),
            when("생성 실패", gets("Generator", "null (생성 실패)")),
          ),
        ),
        when(
          "화려한 (fancy)",
          asks("Generator", 'fancy = generateImage(jobId, prompt, "fancy")'),
          alternative(
            byAnswerTo(
              'par 심플 (simple) / 화려한 (fancy) › Worker → Generator: fancy = generateImage(jobId, prompt, "fancy")',
            ),
            when("생성 성공", gets("Generator", "imageUrl")),
            when("생성 실패", gets("Generator", "null (생성 실패)")),
          ),
        ),
        when(
          "트렌디 (trendy)",
          asks("Generator", 'trendy = generateImage(jobId, prompt, "trendy")'),
          alternative(
            byAnswerTo(
              'par 심플 (simple) / 트렌디 (trendy) › Worker → Generator: trendy = generateImage(jobId, prompt, "trendy")',
            ),
            when("생성 성공", gets("Generator", "imageUrl")),
            when("생성 실패", gets("Generator", "null (생성 실패)")),
          ),
        ),
      ),
      alternative(
        byValue("simple", "fancy", "trendy"),
        when(
          "simple 존재 그리고 fancy 존재 그리고 trendy 존재",
          does("imageUrls = imageUrlsOf(simple, fancy, trendy)"),
          asks("Cache", "SET content:image:{eventDraftId}"),
          gets("Cache", "저장 완료"),
          asks("EventTopic", "ContentCreated"),
          gets("EventTopic", "발행 완료"),
          asks("JobMgr", "completeJob(jobId, eventDraftId, createdAt)"),
          gets("JobMgr", "완료"),
        ),
        when(
          "하나라도 실패",
          asks("JobMgr", "failJob(jobId, eventDraftId, createdAt)"),
          gets("JobMgr", "완료"),
        ),
      ),
      answers("JobTopic", "처리 완료"),
    ),
    Generator: sequence(
      parallel(
        when(
          "심플 (simple)",
          receives("Worker", 'simple = generateImage(jobId, prompt, "simple")'),
          asks("ImageApi", "POST /v1/images"),
          alternative(
            byAnswerTo("par 심플 (simple) › Generator → ImageApi: POST /v1/images"),
            when(
              "생성 성공",
              gets("ImageApi", "201 Created"),
              asks("Storage", "putImage(jobId, style, image)"),
              gets("Storage", "imageUrl"),
              answers("Worker", "imageUrl"),
            ),
            when(
              "생성 실패",
              gets("ImageApi", "422 Unprocessable Entity"),
              answers("Worker", "null (생성 실패)"),
            ),
          ),
        ),
        when(
          "화려한 (fancy)",
          receives("Worker", 'fancy = generateImage(jobId, prompt, "fancy")'),
          asks("ImageApi", "POST /v1/images"),
          alternative(
            byAnswerTo("par 심플 (simple) / 화려한 (fancy) › Generator → ImageApi: POST /v1/images"),
            when(
              "생성 성공",
              gets("ImageApi", "201 Created"),
              asks("Storage", "putImage(jobId, style, image)"),
              gets("Storage", "imageUrl"),
              answers("Worker", "imageUrl"),
            ),
            when(
              "생성 실패",
              gets("ImageApi", "422 Unprocessable Entity"),
              answers("Worker", "null (생성 실패)"),
            ),
          ),
        ),
        when(
          "트렌디 (trendy)",
          receives("Worker", 'trendy = generateImage(jobId, prompt, "trendy")'),
          asks("ImageApi", "POST /v1/images"),
          alternative(
            byAnswerTo("par 심플 (simple) / 트렌디 (trendy) › Generator → ImageApi: POST /v1/images"),
            when(
              "생성 성공",
              gets("ImageApi", "201 Created"),
              asks("Storage", "putImage(jobId, style, image)"),
              gets("Storage", "imageUrl"),
              answers("Worker", "imageUrl"),
            ),
            when(
              "생성 실패",
              gets("ImageApi", "422 Unprocessable Entity"),
              answers("Worker", "null (생성 실패)"),
            ),
          ),
        ),
      ),
    ),
  },
  policies: [
    promises(
      { phase: "백그라운드 이미지 생성" },
      { kind: "background", text: "백그라운드 이미지 생성", keepers: ["order"] },
    ),
    promises(
      { participants: ["JobTopic", "Worker"] },
      { kind: "delivery", guarantee: "at-least-once", text: "At-Least-Once 전달 보장", keepers: ["runtime"] },
      { kind: "retry", retriesMax: 3, text: "실패 시 자동 재시도 (최대 3회)", keepers: ["runtime"] },
      { kind: "dead-letter", text: "Dead Letter Queue로 실패 이벤트 이동", keepers: ["runtime"] },
    ),
    promises(
      { participants: ["Worker", "Generator", "ImageApi", "Storage", "EventTopic"] },
      {
        kind: "ordering",
        first: "이미지 URL 저장",
        second: "ContentCreated 발행",
        text: "이미지 URL 저장 후 ContentCreated 발행",
        named: {
          first: [
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → Cache: SET content:image:{eventDraftId}",
          ],
          second: [
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → EventTopic: ContentCreated",
          ],
        },
        keepers: ["check", "resource-order"],
      },
      {
        kind: "ordering",
        first: "ContentCreated 발행",
        second: "completeJob",
        text: "ContentCreated 발행 후 completeJob",
        named: {
          first: [
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → EventTopic: ContentCreated",
          ],
          second: [
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → JobMgr: completeJob(jobId, eventDraftId, createdAt)",
          ],
        },
        keepers: ["check", "resource-order"],
      },
    ),
    promises(
      { participants: ["JobMgr", "Cache"] },
      {
        kind: "states",
        subject: "Job 상태",
        states: ["PENDING", "PROCESSING", "COMPLETED"],
        text: "Job 상태: PENDING → PROCESSING → COMPLETED",
        keepers: ["check"],
      },
      { kind: "ttl", subject: "Job 상태", seconds: 3600, text: "Job 상태: TTL 1시간", keepers: ["check"] },
      {
        kind: "ttl",
        subject: "이미지 URL",
        seconds: 604800,
        text: "이미지 URL: TTL 7일",
        keepers: ["check"],
      },
    ),
    promises(
      { participants: ["Worker"] },
      {
        kind: "time-goal",
        subject: "이미지 생성 시간",
        statistic: "average",
        withinMs: 20000,
        text: "평균 이미지 생성 시간: 20초 이내",
        named: {
          of: [
            "Client → Gateway: POST /api/content/images/generate",
            "Gateway → Controller: POST /api/content/images/generate",
            "Controller → Service: requestImages(eventDraftId, prompt)",
            "Service → JobMgr: createJob(eventDraftId)",
            "JobMgr → JobMgr: jobId = issueJobId()",
            "JobMgr → JobMgr: createdAt = currentTime()",
            "JobMgr → Cache: SET job:{jobId}",
            "Service → JobTopic: ImageJobRequested",
            "JobTopic → Worker: ImageJobRequested",
            "Worker → JobMgr: startJob(jobId, eventDraftId, createdAt)",
            "JobMgr → Cache: SET job:{jobId} #2",
            'par 심플 (simple) › Worker → Generator: simple = generateImage(jobId, prompt, "simple")',
            "par 심플 (simple) › Generator → ImageApi: POST /v1/images",
            "par 심플 (simple) › alt 생성 성공 › Generator → Storage: putImage(jobId, style, image)",
            'par 심플 (simple) / 화려한 (fancy) › Worker → Generator: fancy = generateImage(jobId, prompt, "fancy")',
            "par 심플 (simple) / 화려한 (fancy) › Generator → ImageApi: POST /v1/images",
            "par 심플 (simple) / 화려한 (fancy) › alt 생성 성공 › Generator → Storage: putImage(jobId, style, image)",
            'par 심플 (simple) / 트렌디 (trendy) › Worker → Generator: trendy = generateImage(jobId, prompt, "trendy")',
            "par 심플 (simple) / 트렌디 (trendy) › Generator → ImageApi: POST /v1/images",
            "par 심플 (simple) / 트렌디 (trendy) › alt 생성 성공 › Generator → Storage: putImage(jobId, style, image)",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → Worker: imageUrls = imageUrlsOf(simple, fancy, trendy)",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → Cache: SET content:image:{eventDraftId}",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → EventTopic: ContentCreated",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → JobMgr: completeJob(jobId, eventDraftId, createdAt)",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › JobMgr → Cache: SET job:{jobId}",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 / 하나라도 실패 › Worker → JobMgr: failJob(jobId, eventDraftId, createdAt)",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 / 하나라도 실패 › JobMgr → Cache: SET job:{jobId}:error",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 / 하나라도 실패 › JobMgr → Cache: SET job:{jobId}",
          ],
        },
        keepers: ["time-goal"],
      },
      {
        kind: "time-goal",
        subject: "이미지 생성 시간",
        statistic: "percentile",
        percentile: 95,
        withinMs: 40000,
        text: "P95 이미지 생성 시간: 40초 이내",
        named: {
          of: [
            "Client → Gateway: POST /api/content/images/generate",
            "Gateway → Controller: POST /api/content/images/generate",
            "Controller → Service: requestImages(eventDraftId, prompt)",
            "Service → JobMgr: createJob(eventDraftId)",
            "JobMgr → JobMgr: jobId = issueJobId()",
            "JobMgr → JobMgr: createdAt = currentTime()",
            "JobMgr → Cache: SET job:{jobId}",
            "Service → JobTopic: ImageJobRequested",
            "JobTopic → Worker: ImageJobRequested",
            "Worker → JobMgr: startJob(jobId, eventDraftId, createdAt)",
            "JobMgr → Cache: SET job:{jobId} #2",
            'par 심플 (simple) › Worker → Generator: simple = generateImage(jobId, prompt, "simple")',
            "par 심플 (simple) › Generator → ImageApi: POST /v1/images",
            "par 심플 (simple) › alt 생성 성공 › Generator → Storage: putImage(jobId, style, image)",
            'par 심플 (simple) / 화려한 (fancy) › Worker → Generator: fancy = generateImage(jobId, prompt, "fancy")',
            "par 심플 (simple) / 화려한 (fancy) › Generator → ImageApi: POST /v1/images",
            "par 심플 (simple) / 화려한 (fancy) › alt 생성 성공 › Generator → Storage: putImage(jobId, style, image)",
            'par 심플 (simple) / 트렌디 (trendy) › Worker → Generator: trendy = generateImage(jobId, prompt, "trendy")',
            "par 심플 (simple) / 트렌디 (trendy) › Generator → ImageApi: POST /v1/images",
            "par 심플 (simple) / 트렌디 (trendy) › alt 생성 성공 › Generator → Storage: putImage(jobId, style, image)",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → Worker: imageUrls = imageUrlsOf(simple, fancy, trendy)",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → Cache: SET content:image:{eventDraftId}",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → EventTopic: ContentCreated",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › Worker → JobMgr: completeJob(jobId, eventDraftId, createdAt)",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 › JobMgr → Cache: SET job:{jobId}",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 / 하나라도 실패 › Worker → JobMgr: failJob(jobId, eventDraftId, createdAt)",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 / 하나라도 실패 › JobMgr → Cache: SET job:{jobId}:error",
            "alt simple 존재 그리고 fancy 존재 그리고 trendy 존재 / 하나라도 실패 › JobMgr → Cache: SET job:{jobId}",
          ],
        },
        keepers: ["time-goal"],
      },
    ),
  ],
  positions: {
    participants: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17],
    steps: [
      20, 23, 26, 29, 31, 32, 33, 35, 37, 40, 42, 45, 48, 51, 55, 58, 61, 64, 66, 70, 74, 75, 76, 78, 80, 83,
      85, 88, 90, 92, 96, 98, 100, 102, 107, 109, 111, 113, 115, 127, 130, 132, 134, 136, 145, 147, 150, 151,
      153, 155, 157, 159, 163, 165, 168, 169, 171, 173, 175, 177, 181, 183, 186, 187, 189, 191, 193, 195, 201,
      202, 204, 206, 208, 210, 212, 214, 216, 219, 221, 223, 225, 227, 229, 233,
    ],
    fragments: [
      [69, 106],
      [73, 95],
      [144, 162, 180],
      [149, 156],
      [167, 174],
      [185, 192],
      [200, 218],
    ],
    policies: [119, 122, 123, 124, 238, 239, 244, 246, 247, 252, 253],
  },
});
