// Generated from diagrams/content-이미지결과조회.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, z } from "seqwright-runtime";
import {
  alternative,
  answers,
  argument,
  asks,
  byAnswerTo,
  byValue,
  call,
  component,
  diagramProtocol,
  free,
  from,
  gets,
  initiator,
  isOneOf,
  promises,
  receives,
  record,
  reply,
  resource,
  sequence,
  template,
  when,
} from "seqwright-runtime/model";
import { ImageUrls, JobData, NotFoundException } from "./messages.gen.ts";

/** Every step of diagrams/content-이미지결과조회.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = diagramProtocol({
  name: "content-이미지결과조회",
  source: "diagrams/content-이미지결과조회.puml",
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
      collaborators: { jobMgr: "JobMgr" },
    }),
    JobMgr: component("JobManager", {
      class: "JobManager",
      handler: "job-manager.handler.ts",
      collaborators: { cache: "Cache" },
    }),
    Cache: resource("Redis Cache", "redis"),
  },
  steps: [
    call("Client", "Gateway", "GET /api/content/jobs/{jobId}/status", {
      method: "getJobStatus",
      args: [argument("jobId", free("jobId"), z.string().min(1))],
      readOnly: true,
    }),
    call("Gateway", "Controller", "GET /api/content/jobs/{jobId}/status", {
      method: "getJobStatus",
      args: [argument("jobId", from("jobId"), z.string().min(1))],
      readOnly: true,
    }),
    call("Controller", "Service", "getJobStatus(jobId)", {
      method: "getJobStatus",
      args: [argument("jobId", from("jobId"), z.string().min(1))],
    }),
    call("Service", "JobMgr", "getJobStatus(jobId)", {
      method: "getJobStatus",
      args: [argument("jobId", from("jobId"), z.string().min(1))],
    }),
    call("JobMgr", "Cache", "job:{jobId}", {
      text: "Job 상태 조회 Key: job:{jobId}",
      method: "get",
      args: [argument("key", template`job:${"jobId"}`)],
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
            { fragment: "alt Job 데이터 존재 › alt status = COMPLETED", name: "status", field: "status" },
          ],
        }),
        alternative(
          when(
            { guard: "status = COMPLETED", if: isOneOf("status", "COMPLETED") },
            call("JobMgr", "Cache", "content:image:{eventDraftId}", {
              text: "이미지 URL 조회 Key: content:image:{eventDraftId}",
              method: "get",
              args: [argument("key", template`content:image:${"jobData.eventDraftId"}`)],
              readOnly: true,
            }),
            reply("Cache", "JobMgr", "이미지 URL", {
              text: "이미지 URL {simple, fancy, trendy}",
              as: "imageUrls",
              value: record({}),
              type: ImageUrls,
              encoding: "json",
            }),
            reply("JobMgr", "Service", "JobStatusResponse", {
              text: "JobStatusResponse {jobId, status: COMPLETED, imageUrls: {...}}",
              as: "jobStatusResponse",
              value: record({ jobId: from("jobId"), status: "COMPLETED", imageUrls: from("imageUrls") }),
              type: z.object({
                jobId: z.string().min(1),
                status: z.literal("COMPLETED"),
                imageUrls: ImageUrls,
              }),
            }),
            reply("Service", "Controller", "JobStatusResponse", {
              text: "JobStatusResponse {status: COMPLETED, imageUrls}",
              as: "jobStatusResponse",
              value: record({ status: "COMPLETED", imageUrls: from("jobStatusResponse.imageUrls") }),
              type: z.object({ status: z.literal("COMPLETED"), imageUrls: ImageUrls }),
            }),
            reply("Controller", "Gateway", "200 OK", {
              text: '200 OK {"status": "COMPLETED", "imageUrls": { "simple": "https://cdn.../simple.png", "fancy": "https://cdn.../fancy.png", "trendy": "https://cdn.../trendy.png" }}',
              as: "response",
              value: record({
                status: 200,
                body: record({ status: "COMPLETED", imageUrls: from("jobStatusResponse.imageUrls") }),
              }),
              type: z.object({
                status: z.literal(200),
                body: z.object({ status: z.literal("COMPLETED"), imageUrls: ImageUrls }),
              }),
            }),
            reply("Gateway", "Client", "200 OK", {
              text: "200 OK 이미지 URL 반환",
              as: "response",
              value: record({ status: 200, body: from("response.body") }),
              type: z.object({ status: z.literal(200), body: z.json().optional() }),
            }),
          ),
          when(
            { guard: "status = PROCESSING 또는 PENDING", if: isOneOf("status", "PROCESSING", "PENDING") },
            reply("JobMgr", "Service", "JobStatusResponse", {
              text: "JobStatusResponse {jobId, status: PROCESSING}",
              as: "jobStatusResponse",
              value: record({ jobId: from("jobId"), status: "PROCESSING" }),
              type: z.object({ jobId: z.string().min(1), status: z.literal("PROCESSING") }),
            }),
            reply("Service", "Controller", "JobStatusResponse", {
              text: "JobStatusResponse {status: PROCESSING}",
              as: "jobStatusResponse",
              value: record({ status: "PROCESSING" }),
              type: z.object({ status: z.literal("PROCESSING") }),
            }),
            reply("Controller", "Gateway", "200 OK", {
              text: '200 OK {"status": "PROCESSING", "message": "이미지 생성 중입니다"}',
              as: "response",
              value: record({
                status: 200,
                body: record({ status: "PROCESSING", message: "이미지 생성 중입니다" }),
              }),
              type: z.object({
                status: z.literal(200),
                body: z.object({
                  status: z.literal("PROCESSING"),
                  message: z.literal("이미지 생성 중입니다"),
                }),
              }),
            }),
            reply("Gateway", "Client", "200 OK", {
              text: "200 OK 진행 중 상태",
              as: "response",
              value: record({ status: 200, body: from("response.body") }),
              type: z.object({ status: z.literal(200), body: z.json().optional() }),
            }),
          ),
          when(
            { guard: "status = FAILED", if: isOneOf("status", "FAILED") },
            call("JobMgr", "Cache", "job:{jobId}:error", {
              text: "에러 정보 조회 Key: job:{jobId}:error",
              method: "get",
              args: [argument("key", template`job:${"jobId"}:error`)],
              readOnly: true,
            }),
            reply("Cache", "JobMgr", "에러 메시지", { as: "error", type: z.string() }),
            reply("JobMgr", "Service", "JobStatusResponse", {
              text: "JobStatusResponse {jobId, status: FAILED, error}",
              as: "jobStatusResponse",
              value: record({ jobId: from("jobId"), status: "FAILED", error: from("error") }),
              type: z.object({ jobId: z.string().min(1), status: z.literal("FAILED"), error: z.string() }),
            }),
            reply("Service", "Controller", "JobStatusResponse", {
              text: "JobStatusResponse {status: FAILED, error}",
              as: "jobStatusResponse",
              value: record({ status: "FAILED", error: from("jobStatusResponse.error") }),
              type: z.object({ status: z.literal("FAILED"), error: z.string() }),
            }),
            reply("Controller", "Gateway", "200 OK", {
              text: '200 OK {"status": "FAILED", "error": "이미지 생성 실패", "message": "다시 시도해주세요"}',
              as: "response",
              value: record({
                status: 200,
                body: record({ status: "FAILED", error: "이미지 생성 실패", message: "다시 시도해주세요" }),
              }),
              type: z.object({
                status: z.literal(200),
                body: z.object({
                  status: z.literal("FAILED"),
                  error: z.literal("이미지 생성 실패"),
                  message: z.literal("다시 시도해주세요"),
                }),
              }),
            }),
            reply("Gateway", "Client", "200 OK", {
              text: "200 OK 실패 상태",
              as: "response",
              value: record({ status: 200, body: from("response.body") }),
              type: z.object({ status: z.literal(200), body: z.json().optional() }),
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
  ],
  orderings: {
    Gateway: sequence(
      receives("Client", "GET /api/content/jobs/{jobId}/status"),
      asks("Controller", "GET /api/content/jobs/{jobId}/status"),
      alternative(
        byAnswerTo("Gateway → Controller: GET /api/content/jobs/{jobId}/status"),
        when(
          "Job 데이터 존재",
          alternative(
            byAnswerTo("Gateway → Controller: GET /api/content/jobs/{jobId}/status"),
            when("status = COMPLETED", gets("Controller", "200 OK"), answers("Client", "200 OK")),
            when(
              "status = PROCESSING 또는 PENDING",
              gets("Controller", "200 OK"),
              answers("Client", "200 OK"),
            ),
            when("status = FAILED", gets("Controller", "200 OK"), answers("Client", "200 OK")),
          ),
        ),
        when("Job 데이터 없음", gets("Controller", "404 Not Found"), answers("Client", "404 Not Found")),
      ),
    ),
    Controller: sequence(
      receives("Gateway", "GET /api/content/jobs/{jobId}/status"),
      asks("Service", "getJobStatus(jobId)"),
      alternative(
        byAnswerTo("Controller → Service: getJobStatus(jobId)"),
        when(
          "Job 데이터 존재",
          alternative(
            byAnswerTo("Controller → Service: getJobStatus(jobId)"),
            when("status = COMPLETED", gets("Service", "JobStatusResponse"), answers("Gateway", "200 OK")),
            when(
              "status = PROCESSING 또는 PENDING",
              gets("Service", "JobStatusResponse"),
              answers("Gateway", "200 OK"),
            ),
            when("status = FAILED", gets("Service", "JobStatusResponse"), answers("Gateway", "200 OK")),
          ),
        ),
        when("Job 데이터 없음", gets("Service", "NotFoundException"), answers("Gateway", "404 Not Found")),
      ),
    ),
    Service: sequence(
      receives("Controller", "getJobStatus(jobId)"),
      asks("JobMgr", "getJobStatus(jobId)"),
      alternative(
        byAnswerTo("Service → JobMgr: getJobStatus(jobId)"),
        when(
          "Job 데이터 존재",
          alternative(
            byAnswerTo("Service → JobMgr: getJobStatus(jobId)"),
            when(
              "status = COMPLETED",
              gets("JobMgr", "JobStatusResponse"),
              answers("Controller", "JobStatusResponse"),
            ),
            when(
              "status = PROCESSING 또는 PENDING",
              gets("JobMgr", "JobStatusResponse"),
              answers("Controller", "JobStatusResponse"),
            ),
            when(
              "status = FAILED",
              gets("JobMgr", "JobStatusResponse"),
              answers("Controller", "JobStatusResponse"),
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
      receives("Service", "getJobStatus(jobId)"),
      asks("Cache", "job:{jobId}"),
      alternative(
        byAnswerTo("JobMgr → Cache: job:{jobId}"),
        when(
          "Job 데이터 존재",
          gets("Cache", "Job 데이터"),
          alternative(
            byValue("jobData.status"),
            when(
              "status = COMPLETED",
              asks("Cache", "content:image:{eventDraftId}"),
              gets("Cache", "이미지 URL"),
              answers("Service", "JobStatusResponse"),
            ),
            when("status = PROCESSING 또는 PENDING", answers("Service", "JobStatusResponse")),
            when(
              "status = FAILED",
              asks("Cache", "job:{jobId}:error"),
              gets("Cache", "에러 메시지"),
              answers("Service", "JobStatusResponse"),
            ),
          ),
        ),
        when("Job 데이터 없음", gets("Cache", "null (캐시 미스)"), answers("Service", "NotFoundException")),
      ),
    ),
  },
  policies: [
    promises(
      { participants: ["Controller", "Service", "JobMgr", "Cache"] },
      {
        kind: "polling",
        intervalMs: 2000,
        limitMs: 30000,
        text: "최대 30초 동안 폴링 (2초 간격)",
        keepers: ["runtime", "polling"],
      },
      {
        kind: "states",
        subject: "Job 상태",
        states: ["PENDING", "PROCESSING", "COMPLETED"],
        text: "Job 상태: PENDING → PROCESSING → COMPLETED",
        keepers: ["check"],
      },
      {
        kind: "storage",
        place: "Redis",
        durability: "temporary",
        seconds: 604800,
        text: "이미지 URL: Redis에 저장 (TTL: 7일)",
        keepers: ["check"],
      },
      {
        kind: "ttl",
        subject: "이미지 URL",
        seconds: 604800,
        text: "이미지 URL: Redis에 저장 (TTL: 7일)",
        keepers: [],
      },
    ),
    promises(
      { participants: ["Client"], branch: ["alt Job 데이터 존재 › alt status = COMPLETED", 1] },
      { kind: "polling", intervalMs: 2000, text: "2초 후 재요청", keepers: ["runtime", "polling"] },
      {
        kind: "polling",
        limitMs: 30000,
        attemptsMax: 15,
        text: "최대 30초 (15회)",
        keepers: ["runtime", "polling"],
      },
    ),
    promises(
      { participants: ["Controller", "Service", "JobMgr", "Cache"] },
      { kind: "polling", intervalMs: 2000, text: "간격: 2초", keepers: ["runtime", "polling"] },
      {
        kind: "polling",
        limitMs: 30000,
        attemptsMax: 15,
        text: "최대 시간: 30초 (15회)",
        keepers: ["runtime", "polling"],
      },
      {
        kind: "timeout",
        reaction: '사용자에게 알림 + "다시 생성" 옵션',
        text: 'Timeout 시: 사용자에게 알림 + "다시 생성" 옵션',
        keepers: [],
      },
      { kind: "ttl", subject: "Job 상태", seconds: 3600, text: "Job 상태: TTL 1시간", keepers: [] },
      { kind: "ttl", subject: "이미지 URL", seconds: 604800, text: "이미지 URL: TTL 7일", keepers: [] },
      {
        kind: "time-goal",
        subject: "이미지 생성 시간",
        statistic: "average",
        withinMs: 20000,
        text: "평균 이미지 생성 시간: 20초 이내",
        keepers: [],
      },
      {
        kind: "time-goal",
        subject: "이미지 생성 시간",
        statistic: "percentile",
        percentile: 95,
        withinMs: 40000,
        text: "P95 이미지 생성 시간: 40초 이내",
        keepers: [],
      },
    ),
  ],
  positions: {
    participants: [6, 7, 8, 9, 10, 11],
    steps: [
      20, 23, 26, 29, 32, 36, 40, 42, 45, 48, 51, 54, 65, 68, 71, 74, 84, 86, 89, 92, 95, 98, 109, 112, 115,
      118, 121,
    ],
    fragments: [
      [35, 108],
      [39, 64, 83],
    ],
    policies: [15, 16, 17, 17, 79, 80, 127, 128, 129, 132, 133, 136, 137],
  },
});
