// Generated from diagrams/content-이미지결과조회.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, free, from, literal, record, template, z } from "seqwright-runtime";
import { ImageUrls, JobData, NotFoundException } from "./messages.gen.ts";

/** Every step of diagrams/content-이미지결과조회.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = {
  name: "content-이미지결과조회",
  source: "diagrams/content-이미지결과조회.puml",
  participants: {
    Client: { role: "initiator", label: "Client", line: 6 },
    Gateway: {
      role: "component",
      label: "API Gateway",
      line: 7,
      class: "ApiGateway",
      handler: "api-gateway.handler.ts",
      collaborators: { controller: "Controller" },
      background: false,
    },
    Controller: {
      role: "component",
      label: "ContentController",
      line: 8,
      class: "ContentController",
      handler: "content-controller.handler.ts",
      collaborators: { service: "Service" },
      background: false,
    },
    Service: {
      role: "component",
      label: "ContentService",
      line: 9,
      class: "ContentService",
      handler: "content-service.handler.ts",
      collaborators: { jobMgr: "JobMgr" },
      background: false,
    },
    JobMgr: {
      role: "component",
      label: "JobManager",
      line: 10,
      class: "JobManager",
      handler: "job-manager.handler.ts",
      collaborators: { cache: "Cache" },
      background: false,
    },
    Cache: { role: "resource", label: "Redis Cache", line: 11, kind: "redis" },
  },
  steps: {
    "Client → Gateway: GET /api/content/jobs/{jobId}/status": {
      kind: "call",
      line: 20,
      text: "GET /api/content/jobs/{jobId}/status",
      from: "Client",
      to: "Gateway",
      within: [],
      method: "getJobStatus",
      args: [{ name: "jobId", value: free("jobId"), schema: z.string().min(1) }],
      waits: true,
      readOnly: true,
    },
    "Gateway → Controller: GET /api/content/jobs/{jobId}/status": {
      kind: "call",
      line: 23,
      text: "GET /api/content/jobs/{jobId}/status",
      from: "Gateway",
      to: "Controller",
      within: [],
      method: "getJobStatus",
      args: [{ name: "jobId", value: from("jobId"), schema: z.string().min(1) }],
      waits: true,
      readOnly: true,
    },
    "Controller → Service: getJobStatus(jobId)": {
      kind: "call",
      line: 26,
      text: "getJobStatus(jobId)",
      from: "Controller",
      to: "Service",
      within: [],
      method: "getJobStatus",
      args: [{ name: "jobId", value: from("jobId"), schema: z.string().min(1) }],
      waits: true,
      readOnly: false,
    },
    "Service → JobMgr: getJobStatus(jobId)": {
      kind: "call",
      line: 29,
      text: "getJobStatus(jobId)",
      from: "Service",
      to: "JobMgr",
      within: [],
      method: "getJobStatus",
      args: [{ name: "jobId", value: from("jobId"), schema: z.string().min(1) }],
      waits: true,
      readOnly: false,
    },
    "JobMgr → Cache: job:{jobId}": {
      kind: "call",
      line: 32,
      text: "Job 상태 조회 Key: job:{jobId}",
      from: "JobMgr",
      to: "Cache",
      within: [],
      method: "get",
      args: [{ name: "key", value: template("job:{jobId}") }],
      waits: true,
      readOnly: true,
    },
    "alt Job 데이터 존재 › Cache → JobMgr: Job 데이터": {
      kind: "reply",
      line: 36,
      text: "Job 데이터 {status, eventDraftId, type, createdAt}",
      from: "Cache",
      to: "JobMgr",
      within: [["alt Job 데이터 존재", 0]],
      answers: "JobMgr → Cache: job:{jobId}",
      outcome: { kind: "returns", value: record({}), as: "jobData", schema: JobData, encoding: "json" },
      decides: [{ fragment: "alt Job 데이터 존재 › alt status = COMPLETED", field: "status" }],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED › JobMgr → Cache: content:image:{eventDraftId}": {
      kind: "call",
      line: 40,
      text: "이미지 URL 조회 Key: content:image:{eventDraftId}",
      from: "JobMgr",
      to: "Cache",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 0],
      ],
      method: "get",
      args: [{ name: "key", value: template("content:image:{jobData.eventDraftId}") }],
      waits: true,
      readOnly: true,
    },
    "alt Job 데이터 존재 › alt status = COMPLETED › Cache → JobMgr: 이미지 URL": {
      kind: "reply",
      line: 42,
      text: "이미지 URL {simple, fancy, trendy}",
      from: "Cache",
      to: "JobMgr",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 0],
      ],
      answers: "alt Job 데이터 존재 › alt status = COMPLETED › JobMgr → Cache: content:image:{eventDraftId}",
      outcome: { kind: "returns", value: record({}), as: "imageUrls", schema: ImageUrls, encoding: "json" },
      decides: [],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED › JobMgr → Service: JobStatusResponse": {
      kind: "reply",
      line: 45,
      text: "JobStatusResponse {jobId, status: COMPLETED, imageUrls: {...}}",
      from: "JobMgr",
      to: "Service",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 0],
      ],
      answers: "Service → JobMgr: getJobStatus(jobId)",
      outcome: {
        kind: "returns",
        value: record({ jobId: from("jobId"), status: literal("COMPLETED"), imageUrls: from("imageUrls") }),
        as: "jobStatusResponse",
        schema: z.object({ jobId: z.string().min(1), status: z.literal("COMPLETED"), imageUrls: ImageUrls }),
        encoding: "value",
      },
      decides: [],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED › Service → Controller: JobStatusResponse": {
      kind: "reply",
      line: 48,
      text: "JobStatusResponse {status: COMPLETED, imageUrls}",
      from: "Service",
      to: "Controller",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 0],
      ],
      answers: "Controller → Service: getJobStatus(jobId)",
      outcome: {
        kind: "returns",
        value: record({ status: literal("COMPLETED"), imageUrls: from("jobStatusResponse.imageUrls") }),
        as: "jobStatusResponse",
        schema: z.object({ status: z.literal("COMPLETED"), imageUrls: ImageUrls }),
        encoding: "value",
      },
      decides: [],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED › Controller → Gateway: 200 OK": {
      kind: "reply",
      line: 51,
      text: '200 OK {"status": "COMPLETED", "imageUrls": { "simple": "https://cdn.../simple.png", "fancy": "https://cdn.../fancy.png", "trendy": "https://cdn.../trendy.png" }}',
      from: "Controller",
      to: "Gateway",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 0],
      ],
      answers: "Gateway → Controller: GET /api/content/jobs/{jobId}/status",
      outcome: {
        kind: "returns",
        value: record({
          status: literal(200),
          body: record({ status: literal("COMPLETED"), imageUrls: from("jobStatusResponse.imageUrls") }),
        }),
        as: "response",
        schema: z.object({
          status: z.literal(200),
          body: z.object({ status: z.literal("COMPLETED"), imageUrls: ImageUrls }),
        }),
        encoding: "value",
      },
      decides: [],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED › Gateway → Client: 200 OK": {
      kind: "reply",
      line: 54,
      text: "200 OK 이미지 URL 반환",
      from: "Gateway",
      to: "Client",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 0],
      ],
      answers: "Client → Gateway: GET /api/content/jobs/{jobId}/status",
      outcome: {
        kind: "returns",
        value: record({ status: literal(200), body: from("response.body") }),
        as: "response",
        schema: z.object({ status: z.literal(200), body: z.json().optional() }),
        encoding: "value",
      },
      decides: [],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › JobMgr → Service: JobStatusResponse":
      {
        kind: "reply",
        line: 65,
        text: "JobStatusResponse {jobId, status: PROCESSING}",
        from: "JobMgr",
        to: "Service",
        within: [
          ["alt Job 데이터 존재", 0],
          ["alt Job 데이터 존재 › alt status = COMPLETED", 1],
        ],
        answers: "Service → JobMgr: getJobStatus(jobId)",
        outcome: {
          kind: "returns",
          value: record({ jobId: from("jobId"), status: literal("PROCESSING") }),
          as: "jobStatusResponse",
          schema: z.object({ jobId: z.string().min(1), status: z.literal("PROCESSING") }),
          encoding: "value",
        },
        decides: [],
      },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › Service → Controller: JobStatusResponse":
      {
        kind: "reply",
        line: 68,
        text: "JobStatusResponse {status: PROCESSING}",
        from: "Service",
        to: "Controller",
        within: [
          ["alt Job 데이터 존재", 0],
          ["alt Job 데이터 존재 › alt status = COMPLETED", 1],
        ],
        answers: "Controller → Service: getJobStatus(jobId)",
        outcome: {
          kind: "returns",
          value: record({ status: literal("PROCESSING") }),
          as: "jobStatusResponse",
          schema: z.object({ status: z.literal("PROCESSING") }),
          encoding: "value",
        },
        decides: [],
      },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › Controller → Gateway: 200 OK":
      {
        kind: "reply",
        line: 71,
        text: '200 OK {"status": "PROCESSING", "message": "이미지 생성 중입니다"}',
        from: "Controller",
        to: "Gateway",
        within: [
          ["alt Job 데이터 존재", 0],
          ["alt Job 데이터 존재 › alt status = COMPLETED", 1],
        ],
        answers: "Gateway → Controller: GET /api/content/jobs/{jobId}/status",
        outcome: {
          kind: "returns",
          value: record({
            status: literal(200),
            body: record({ status: literal("PROCESSING"), message: literal("이미지 생성 중입니다") }),
          }),
          as: "response",
          schema: z.object({
            status: z.literal(200),
            body: z.object({ status: z.literal("PROCESSING"), message: z.literal("이미지 생성 중입니다") }),
          }),
          encoding: "value",
        },
        decides: [],
      },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › Gateway → Client: 200 OK":
      {
        kind: "reply",
        line: 74,
        text: "200 OK 진행 중 상태",
        from: "Gateway",
        to: "Client",
        within: [
          ["alt Job 데이터 존재", 0],
          ["alt Job 데이터 존재 › alt status = COMPLETED", 1],
        ],
        answers: "Client → Gateway: GET /api/content/jobs/{jobId}/status",
        outcome: {
          kind: "returns",
          value: record({ status: literal(200), body: from("response.body") }),
          as: "response",
          schema: z.object({ status: z.literal(200), body: z.json().optional() }),
          encoding: "value",
        },
        decides: [],
      },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › JobMgr → Cache: job:{jobId}:error": {
      kind: "call",
      line: 84,
      text: "에러 정보 조회 Key: job:{jobId}:error",
      from: "JobMgr",
      to: "Cache",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 2],
      ],
      method: "get",
      args: [{ name: "key", value: template("job:{jobId}:error") }],
      waits: true,
      readOnly: true,
    },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Cache → JobMgr: 에러 메시지": {
      kind: "reply",
      line: 86,
      text: "에러 메시지",
      from: "Cache",
      to: "JobMgr",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 2],
      ],
      answers:
        "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › JobMgr → Cache: job:{jobId}:error",
      outcome: { kind: "returns", value: free("error"), as: "error", schema: z.string(), encoding: "value" },
      decides: [],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › JobMgr → Service: JobStatusResponse": {
      kind: "reply",
      line: 89,
      text: "JobStatusResponse {jobId, status: FAILED, error}",
      from: "JobMgr",
      to: "Service",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 2],
      ],
      answers: "Service → JobMgr: getJobStatus(jobId)",
      outcome: {
        kind: "returns",
        value: record({ jobId: from("jobId"), status: literal("FAILED"), error: from("error") }),
        as: "jobStatusResponse",
        schema: z.object({ jobId: z.string().min(1), status: z.literal("FAILED"), error: z.string() }),
        encoding: "value",
      },
      decides: [],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Service → Controller: JobStatusResponse":
      {
        kind: "reply",
        line: 92,
        text: "JobStatusResponse {status: FAILED, error}",
        from: "Service",
        to: "Controller",
        within: [
          ["alt Job 데이터 존재", 0],
          ["alt Job 데이터 존재 › alt status = COMPLETED", 2],
        ],
        answers: "Controller → Service: getJobStatus(jobId)",
        outcome: {
          kind: "returns",
          value: record({ status: literal("FAILED"), error: from("jobStatusResponse.error") }),
          as: "jobStatusResponse",
          schema: z.object({ status: z.literal("FAILED"), error: z.string() }),
          encoding: "value",
        },
        decides: [],
      },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Controller → Gateway: 200 OK": {
      kind: "reply",
      line: 95,
      text: '200 OK {"status": "FAILED", "error": "이미지 생성 실패", "message": "다시 시도해주세요"}',
      from: "Controller",
      to: "Gateway",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 2],
      ],
      answers: "Gateway → Controller: GET /api/content/jobs/{jobId}/status",
      outcome: {
        kind: "returns",
        value: record({
          status: literal(200),
          body: record({
            status: literal("FAILED"),
            error: literal("이미지 생성 실패"),
            message: literal("다시 시도해주세요"),
          }),
        }),
        as: "response",
        schema: z.object({
          status: z.literal(200),
          body: z.object({
            status: z.literal("FAILED"),
            error: z.literal("이미지 생성 실패"),
            message: z.literal("다시 시도해주세요"),
          }),
        }),
        encoding: "value",
      },
      decides: [],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Gateway → Client: 200 OK": {
      kind: "reply",
      line: 98,
      text: "200 OK 실패 상태",
      from: "Gateway",
      to: "Client",
      within: [
        ["alt Job 데이터 존재", 0],
        ["alt Job 데이터 존재 › alt status = COMPLETED", 2],
      ],
      answers: "Client → Gateway: GET /api/content/jobs/{jobId}/status",
      outcome: {
        kind: "returns",
        value: record({ status: literal(200), body: from("response.body") }),
        as: "response",
        schema: z.object({ status: z.literal(200), body: z.json().optional() }),
        encoding: "value",
      },
      decides: [],
    },
    "alt Job 데이터 존재 / Job 데이터 없음 › Cache → JobMgr: null (캐시 미스)": {
      kind: "reply",
      line: 109,
      text: "null (캐시 미스)",
      from: "Cache",
      to: "JobMgr",
      within: [["alt Job 데이터 존재", 1]],
      answers: "JobMgr → Cache: job:{jobId}",
      outcome: { kind: "returns", value: literal(null), as: "jobData", schema: z.null(), encoding: "value" },
      decides: [],
    },
    "alt Job 데이터 존재 / Job 데이터 없음 › JobMgr → Service: NotFoundException": {
      kind: "reply",
      line: 112,
      text: 'throw NotFoundException ("Job을 찾을 수 없습니다")',
      from: "JobMgr",
      to: "Service",
      within: [["alt Job 데이터 존재", 1]],
      answers: "Service → JobMgr: getJobStatus(jobId)",
      outcome: { kind: "throws", error: NotFoundException, message: "Job을 찾을 수 없습니다" },
      decides: [],
    },
    "alt Job 데이터 존재 / Job 데이터 없음 › Service → Controller: NotFoundException": {
      kind: "reply",
      line: 115,
      text: "NotFoundException",
      from: "Service",
      to: "Controller",
      within: [["alt Job 데이터 존재", 1]],
      answers: "Controller → Service: getJobStatus(jobId)",
      outcome: { kind: "throws", error: NotFoundException },
      decides: [],
    },
    "alt Job 데이터 존재 / Job 데이터 없음 › Controller → Gateway: 404 Not Found": {
      kind: "reply",
      line: 118,
      text: '404 Not Found {"code": "JOB_001", "message": "Job을 찾을 수 없습니다"}',
      from: "Controller",
      to: "Gateway",
      within: [["alt Job 데이터 존재", 1]],
      answers: "Gateway → Controller: GET /api/content/jobs/{jobId}/status",
      outcome: {
        kind: "returns",
        value: record({
          status: literal(404),
          body: record({ code: literal("JOB_001"), message: literal("Job을 찾을 수 없습니다") }),
        }),
        as: "response",
        schema: z.object({
          status: z.literal(404),
          body: z.object({ code: z.literal("JOB_001"), message: z.literal("Job을 찾을 수 없습니다") }),
        }),
        encoding: "value",
      },
      decides: [],
    },
    "alt Job 데이터 존재 / Job 데이터 없음 › Gateway → Client: 404 Not Found": {
      kind: "reply",
      line: 121,
      text: "404 Not Found",
      from: "Gateway",
      to: "Client",
      within: [["alt Job 데이터 존재", 1]],
      answers: "Client → Gateway: GET /api/content/jobs/{jobId}/status",
      outcome: {
        kind: "returns",
        value: record({ status: literal(404), body: from("response.body") }),
        as: "response",
        schema: z.object({ status: z.literal(404), body: z.json().optional() }),
        encoding: "value",
      },
      decides: [],
    },
  },
  fragments: {
    "alt Job 데이터 존재": {
      operator: "alt",
      line: 35,
      within: [],
      branches: [
        { guard: "Job 데이터 존재", line: 35, decisions: [] },
        { guard: "Job 데이터 없음", line: 108, decisions: [] },
      ],
    },
    "alt Job 데이터 존재 › alt status = COMPLETED": {
      operator: "alt",
      line: 39,
      within: [["alt Job 데이터 존재", 0]],
      branches: [
        { guard: "status = COMPLETED", line: 39, oneOf: ["COMPLETED"], decisions: [] },
        {
          guard: "status = PROCESSING 또는 PENDING",
          line: 64,
          oneOf: ["PROCESSING", "PENDING"],
          decisions: [],
        },
        { guard: "status = FAILED", line: 83, oneOf: ["FAILED"], decisions: [] },
      ],
    },
  },
  orderings: {
    Gateway: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [
          {
            step: "Client → Gateway: GET /api/content/jobs/{jobId}/status",
            to: "after receiving GET /api/content/jobs/{jobId}/status",
          },
        ],
        "after receiving GET /api/content/jobs/{jobId}/status": [
          {
            step: "Gateway → Controller: GET /api/content/jobs/{jobId}/status",
            to: "at alt Job 데이터 존재",
          },
        ],
        "at alt Job 데이터 존재": [
          { choose: "alt Job 데이터 존재", branch: 0, to: "at alt status = COMPLETED" },
          { choose: "alt Job 데이터 존재", branch: 1, to: "in Job 데이터 없음" },
        ],
        "at alt status = COMPLETED": [
          { choose: "alt Job 데이터 존재 › alt status = COMPLETED", branch: 0, to: "in status = COMPLETED" },
          {
            choose: "alt Job 데이터 존재 › alt status = COMPLETED",
            branch: 1,
            to: "in status = PROCESSING 또는 PENDING",
          },
          { choose: "alt Job 데이터 존재 › alt status = COMPLETED", branch: 2, to: "in status = FAILED" },
        ],
        "in status = COMPLETED": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED › Controller → Gateway: 200 OK",
            to: 'after answer 200 OK {"status": "COMPLETED", "imageUrls": { "simple": "ht…',
          },
        ],
        'after answer 200 OK {"status": "COMPLETED", "imageUrls": { "simple": "ht…': [
          { step: "alt Job 데이터 존재 › alt status = COMPLETED › Gateway → Client: 200 OK", to: "end" },
        ],
        end: [],
        "in status = PROCESSING 또는 PENDING": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › Controller → Gateway: 200 OK",
            to: 'after answer 200 OK {"status": "PROCESSING", "message": "이미지 생성 중입니다"}',
          },
        ],
        'after answer 200 OK {"status": "PROCESSING", "message": "이미지 생성 중입니다"}': [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › Gateway → Client: 200 OK",
            to: "end",
          },
        ],
        "in status = FAILED": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Controller → Gateway: 200 OK",
            to: 'after answer 200 OK {"status": "FAILED", "error": "이미지 생성 실패", "message"…',
          },
        ],
        'after answer 200 OK {"status": "FAILED", "error": "이미지 생성 실패", "message"…': [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Gateway → Client: 200 OK",
            to: "end",
          },
        ],
        "in Job 데이터 없음": [
          {
            step: "alt Job 데이터 존재 / Job 데이터 없음 › Controller → Gateway: 404 Not Found",
            to: 'after answer 404 Not Found {"code": "JOB_001", "message": "Job을 찾을 수 없습니…',
          },
        ],
        'after answer 404 Not Found {"code": "JOB_001", "message": "Job을 찾을 수 없습니…': [
          { step: "alt Job 데이터 존재 / Job 데이터 없음 › Gateway → Client: 404 Not Found", to: "end" },
        ],
      },
    },
    Controller: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [
          {
            step: "Gateway → Controller: GET /api/content/jobs/{jobId}/status",
            to: "after receiving GET /api/content/jobs/{jobId}/status",
          },
        ],
        "after receiving GET /api/content/jobs/{jobId}/status": [
          { step: "Controller → Service: getJobStatus(jobId)", to: "at alt Job 데이터 존재" },
        ],
        "at alt Job 데이터 존재": [
          { choose: "alt Job 데이터 존재", branch: 0, to: "at alt status = COMPLETED" },
          { choose: "alt Job 데이터 존재", branch: 1, to: "in Job 데이터 없음" },
        ],
        "at alt status = COMPLETED": [
          { choose: "alt Job 데이터 존재 › alt status = COMPLETED", branch: 0, to: "in status = COMPLETED" },
          {
            choose: "alt Job 데이터 존재 › alt status = COMPLETED",
            branch: 1,
            to: "in status = PROCESSING 또는 PENDING",
          },
          { choose: "alt Job 데이터 존재 › alt status = COMPLETED", branch: 2, to: "in status = FAILED" },
        ],
        "in status = COMPLETED": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED › Service → Controller: JobStatusResponse",
            to: "after answer JobStatusResponse {status: COMPLETED, imageUrls}",
          },
        ],
        "after answer JobStatusResponse {status: COMPLETED, imageUrls}": [
          { step: "alt Job 데이터 존재 › alt status = COMPLETED › Controller → Gateway: 200 OK", to: "end" },
        ],
        end: [],
        "in status = PROCESSING 또는 PENDING": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › Service → Controller: JobStatusResponse",
            to: "after answer JobStatusResponse {status: PROCESSING}",
          },
        ],
        "after answer JobStatusResponse {status: PROCESSING}": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › Controller → Gateway: 200 OK",
            to: "end",
          },
        ],
        "in status = FAILED": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Service → Controller: JobStatusResponse",
            to: "after answer JobStatusResponse {status: FAILED, error}",
          },
        ],
        "after answer JobStatusResponse {status: FAILED, error}": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Controller → Gateway: 200 OK",
            to: "end",
          },
        ],
        "in Job 데이터 없음": [
          {
            step: "alt Job 데이터 존재 / Job 데이터 없음 › Service → Controller: NotFoundException",
            to: "after answer NotFoundException",
          },
        ],
        "after answer NotFoundException": [
          { step: "alt Job 데이터 존재 / Job 데이터 없음 › Controller → Gateway: 404 Not Found", to: "end" },
        ],
      },
    },
    Service: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [
          { step: "Controller → Service: getJobStatus(jobId)", to: "after receiving getJobStatus(jobId)" },
        ],
        "after receiving getJobStatus(jobId)": [
          { step: "Service → JobMgr: getJobStatus(jobId)", to: "at alt Job 데이터 존재" },
        ],
        "at alt Job 데이터 존재": [
          { choose: "alt Job 데이터 존재", branch: 0, to: "at alt status = COMPLETED" },
          { choose: "alt Job 데이터 존재", branch: 1, to: "in Job 데이터 없음" },
        ],
        "at alt status = COMPLETED": [
          { choose: "alt Job 데이터 존재 › alt status = COMPLETED", branch: 0, to: "in status = COMPLETED" },
          {
            choose: "alt Job 데이터 존재 › alt status = COMPLETED",
            branch: 1,
            to: "in status = PROCESSING 또는 PENDING",
          },
          { choose: "alt Job 데이터 존재 › alt status = COMPLETED", branch: 2, to: "in status = FAILED" },
        ],
        "in status = COMPLETED": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED › JobMgr → Service: JobStatusResponse",
            to: "after answer JobStatusResponse {jobId, status: COMPLETED, imageUrls: {..…",
          },
        ],
        "after answer JobStatusResponse {jobId, status: COMPLETED, imageUrls: {..…": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED › Service → Controller: JobStatusResponse",
            to: "end",
          },
        ],
        end: [],
        "in status = PROCESSING 또는 PENDING": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › JobMgr → Service: JobStatusResponse",
            to: "after answer JobStatusResponse {jobId, status: PROCESSING}",
          },
        ],
        "after answer JobStatusResponse {jobId, status: PROCESSING}": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › Service → Controller: JobStatusResponse",
            to: "end",
          },
        ],
        "in status = FAILED": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › JobMgr → Service: JobStatusResponse",
            to: "after answer JobStatusResponse {jobId, status: FAILED, error}",
          },
        ],
        "after answer JobStatusResponse {jobId, status: FAILED, error}": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Service → Controller: JobStatusResponse",
            to: "end",
          },
        ],
        "in Job 데이터 없음": [
          {
            step: "alt Job 데이터 존재 / Job 데이터 없음 › JobMgr → Service: NotFoundException",
            to: 'after answer throw NotFoundException ("Job을 찾을 수 없습니다")',
          },
        ],
        'after answer throw NotFoundException ("Job을 찾을 수 없습니다")': [
          {
            step: "alt Job 데이터 존재 / Job 데이터 없음 › Service → Controller: NotFoundException",
            to: "end",
          },
        ],
      },
    },
    JobMgr: {
      start: "start",
      accepting: ["end"],
      states: {
        start: [{ step: "Service → JobMgr: getJobStatus(jobId)", to: "after receiving getJobStatus(jobId)" }],
        "after receiving getJobStatus(jobId)": [
          { step: "JobMgr → Cache: job:{jobId}", to: "at alt Job 데이터 존재" },
        ],
        "at alt Job 데이터 존재": [
          { choose: "alt Job 데이터 존재", branch: 0, to: "in Job 데이터 존재" },
          { choose: "alt Job 데이터 존재", branch: 1, to: "in Job 데이터 없음" },
        ],
        "in Job 데이터 존재": [
          { step: "alt Job 데이터 존재 › Cache → JobMgr: Job 데이터", to: "at alt status = COMPLETED" },
        ],
        "at alt status = COMPLETED": [
          { choose: "alt Job 데이터 존재 › alt status = COMPLETED", branch: 0, to: "in status = COMPLETED" },
          {
            choose: "alt Job 데이터 존재 › alt status = COMPLETED",
            branch: 1,
            to: "in status = PROCESSING 또는 PENDING",
          },
          { choose: "alt Job 데이터 존재 › alt status = COMPLETED", branch: 2, to: "in status = FAILED" },
        ],
        "in status = COMPLETED": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED › JobMgr → Cache: content:image:{eventDraftId}",
            to: "after sending 이미지 URL 조회 Key: content:image:{eventDraftId}",
          },
        ],
        "after sending 이미지 URL 조회 Key: content:image:{eventDraftId}": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED › Cache → JobMgr: 이미지 URL",
            to: "after answer 이미지 URL {simple, fancy, trendy}",
          },
        ],
        "after answer 이미지 URL {simple, fancy, trendy}": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED › JobMgr → Service: JobStatusResponse",
            to: "end",
          },
        ],
        end: [],
        "in status = PROCESSING 또는 PENDING": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = PROCESSING 또는 PENDING › JobMgr → Service: JobStatusResponse",
            to: "end",
          },
        ],
        "in status = FAILED": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › JobMgr → Cache: job:{jobId}:error",
            to: "after sending 에러 정보 조회 Key: job:{jobId}:error",
          },
        ],
        "after sending 에러 정보 조회 Key: job:{jobId}:error": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › Cache → JobMgr: 에러 메시지",
            to: "after answer 에러 메시지",
          },
        ],
        "after answer 에러 메시지": [
          {
            step: "alt Job 데이터 존재 › alt status = COMPLETED / status = FAILED › JobMgr → Service: JobStatusResponse",
            to: "end",
          },
        ],
        "in Job 데이터 없음": [
          {
            step: "alt Job 데이터 존재 / Job 데이터 없음 › Cache → JobMgr: null (캐시 미스)",
            to: "after answer null (캐시 미스)",
          },
        ],
        "after answer null (캐시 미스)": [
          { step: "alt Job 데이터 존재 / Job 데이터 없음 › JobMgr → Service: NotFoundException", to: "end" },
        ],
      },
    },
  },
  policies: [
    {
      kind: "polling",
      intervalMs: 2000,
      limitMs: 30000,
      line: 15,
      text: "최대 30초 동안 폴링 (2초 간격)",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "states",
      subject: "Job 상태",
      states: ["PENDING", "PROCESSING", "COMPLETED"],
      line: 16,
      text: "Job 상태: PENDING → PROCESSING → COMPLETED",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "storage",
      place: "Redis",
      durability: "temporary",
      seconds: 604800,
      line: 17,
      text: "이미지 URL: Redis에 저장 (TTL: 7일)",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "ttl",
      subject: "이미지 URL",
      seconds: 604800,
      line: 17,
      text: "이미지 URL: Redis에 저장 (TTL: 7일)",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "polling",
      intervalMs: 2000,
      line: 79,
      text: "2초 후 재요청",
      at: { participants: ["Client"], branch: ["alt Job 데이터 존재 › alt status = COMPLETED", 1] },
    },
    {
      kind: "polling",
      limitMs: 30000,
      attemptsMax: 15,
      line: 80,
      text: "최대 30초 (15회)",
      at: { participants: ["Client"], branch: ["alt Job 데이터 존재 › alt status = COMPLETED", 1] },
    },
    {
      kind: "polling",
      intervalMs: 2000,
      line: 127,
      text: "간격: 2초",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "polling",
      limitMs: 30000,
      attemptsMax: 15,
      line: 128,
      text: "최대 시간: 30초 (15회)",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "timeout",
      reaction: '사용자에게 알림 + "다시 생성" 옵션',
      line: 129,
      text: 'Timeout 시: 사용자에게 알림 + "다시 생성" 옵션',
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "ttl",
      subject: "Job 상태",
      seconds: 3600,
      line: 132,
      text: "Job 상태: TTL 1시간",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "ttl",
      subject: "이미지 URL",
      seconds: 604800,
      line: 133,
      text: "이미지 URL: TTL 7일",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "time-goal",
      subject: "이미지 생성 시간",
      statistic: "average",
      withinMs: 20000,
      line: 136,
      text: "평균 이미지 생성 시간: 20초 이내",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
    {
      kind: "time-goal",
      subject: "이미지 생성 시간",
      statistic: "percentile",
      percentile: 95,
      withinMs: 40000,
      line: 137,
      text: "P95 이미지 생성 시간: 40초 이내",
      at: { participants: ["Controller", "Service", "JobMgr", "Cache"] },
    },
  ],
};
