import { expect, test } from "vitest";
import type { DiagramModel } from "../../../generator/ir/model/diagram-model.ts";
import { deriveProtocols } from "../../../generator/protocol/derive-protocols.ts";
import { describeBehaviour } from "../../../generator/protocol/describe-behaviour.ts";
import { alt, call, diagram, loop, reply } from "../../support/model-builder.ts";

const subscription = diagram(
  [
    call("Consumer", "Handler", "ContentCreated 이벤트 수신 {jobId, eventDraftId, imageUrls}"),
    call("Handler", "Handler", "이벤트 검증"),
    call("Handler", "Repo", "updateContentImages(eventDraftId, imageUrls)"),
    call("Repo", "DB", "UPDATE event_drafts"),
    reply("DB", "Repo", "업데이트 완료"),
    reply("Repo", "Handler", "저장 완료"),
    call("Handler", "Cache", "DEL event:draft:{eventDraftId}"),
    reply("Cache", "Handler", "삭제 완료"),
    reply("Handler", "Consumer", "처리 완료"),
  ],
  { initiators: ["Consumer"], resources: ["DB", "Cache"] },
);

const workflow = diagram(
  [
    call("KafkaListener", "Handler", "eventToEntity(event, ack)"),
    call("Handler", "UserRepo", "persistUser(entity)"),
    call("UserRepo", "DB", "INSERT UserEntity, EventLog"),
    call("UserRepo", "ActionStore", "addRegisterAction(entity)"),
    call("ActionStore", "DB", "INSERT RequiredAction(s)"),
    reply("UserRepo", "Handler", "persistedEntity"),
    call("Handler", "Handler", "addMinioUserCompletable(entity, ack)", { background: true }),
    reply("Handler", "KafkaListener", "(return)"),
    loop(
      "For each pending action from DB",
      call("Handler", "MinioSvc", "minioAddUserCompletableFuture(entity)"),
      reply("MinioSvc", "Handler", "(CompletableFuture<Void>)"),
      call("Handler", "ActionStore", 'updateTask(entity, "MINIO_ADD_USER", true)'),
      call("ActionStore", "DB", "UPDATE RequiredAction"),
      call("Handler", "MinioSvc", "createObjectPathCompletableFuture(entity)"),
      reply("MinioSvc", "Handler", "(CompletableFuture<Void>)"),
      call("Handler", "ActionStore", 'updateTask(entity, "MINIO_ADD_PATH", true)'),
      call("ActionStore", "DB", "UPDATE RequiredAction"),
    ),
    call("Handler", "UserRepo", "updateUser(entity)"),
    call("UserRepo", "DB", "UPDATE UserEntity"),
    call("Handler", "KafkaListener", "ack.acknowledge()"),
  ],
  { initiators: ["KafkaListener"], resources: ["DB"] },
);

const completed = "alt status = COMPLETED";
const polling = diagram(
  [
    call("Client", "Gateway", "GET /status"),
    call("Gateway", "Controller", "GET /status"),
    call("Controller", "Service", "getJobStatus(jobId)"),
    call("Service", "JobMgr", "getJobStatus(jobId)"),
    call("JobMgr", "Cache", "Key: job:{jobId}"),
    alt(
      [
        "Job 데이터 존재",
        reply("Cache", "JobMgr", "Job 데이터 {status}", {
          as: "jobData",
          decides: [{ fragment: completed, name: "status", field: "status" }],
        }),
        alt(
          [
            "status = COMPLETED",
            call("JobMgr", "Cache", "Key: content:image:{eventDraftId}"),
            reply("Cache", "JobMgr", "이미지 URL {simple}"),
            ...answers("COMPLETED"),
          ],
          ["status = PROCESSING 또는 PENDING", ...answers("PROCESSING")],
          [
            "status = FAILED",
            call("JobMgr", "Cache", "Key: job:{jobId}:error"),
            reply("Cache", "JobMgr", "에러 메시지"),
            ...answers("FAILED"),
          ],
        ),
      ],
      ["Job 데이터 없음", reply("Cache", "JobMgr", "null (캐시 미스)"), ...answers("NotFoundException")],
    ),
  ],
  { initiators: ["Client"], resources: ["Cache"] },
);

function answers(text: string) {
  return [
    reply("JobMgr", "Service", text),
    reply("Service", "Controller", text),
    reply("Controller", "Gateway", text),
    reply("Gateway", "Client", text),
  ];
}

function protocolOf(model: DiagramModel, component: string) {
  const { value, diagnostics } = deriveProtocols(model);
  expect(diagnostics).toEqual([]);
  const found = value.find((protocol) => protocol.component === component);
  if (found === undefined) throw new Error(`no protocol of ${component}`);
  return found;
}

test("a straight diagram is a chain of states", () => {
  const { automaton } = protocolOf(subscription, "Handler");
  expect(automaton.states.map((transitions) => transitions.map(({ to }) => to))).toEqual([
    [1],
    [2],
    [3],
    [4],
    [5],
    [6],
    [7],
    [],
  ]);
  expect(automaton.accepting).toEqual([7]);
});

test("the handler of the workflow works off its actions in the background", () => {
  const protocol = protocolOf(workflow, "Handler");
  expect(protocol.decisions).toMatchInlineSnapshot(`
    [
      {
        "answers": "items",
        "branch": 0,
        "fragment": "loop For each pending action from DB",
        "guard": "For each pending action from DB",
        "method": "eachPendingActionFromDb",
      },
    ]
  `);
  expect(protocol.automaton.states).toMatchInlineSnapshot(`
    [
      [
        {
          "step": "KafkaListener -> Handler: eventToEntity(event, ack)",
          "to": 1,
        },
      ],
      [
        {
          "step": "Handler -> UserRepo: persistUser(entity)",
          "to": 2,
        },
      ],
      [
        {
          "step": "UserRepo --> Handler: persistedEntity",
          "to": 3,
        },
      ],
      [
        {
          "step": "Handler -> Handler: addMinioUserCompletable(entity, ack)",
          "to": 4,
        },
      ],
      [
        {
          "step": "Handler --> KafkaListener: (return)",
          "to": 5,
        },
      ],
      [
        {
          "repeat": "loop For each pending action from DB",
          "to": 6,
        },
        {
          "leave": "loop For each pending action from DB",
          "to": 12,
        },
      ],
      [
        {
          "step": "Handler -> MinioSvc: minioAddUserCompletableFuture(entity)",
          "to": 7,
        },
      ],
      [
        {
          "step": "MinioSvc --> Handler: (CompletableFuture<Void>)",
          "to": 8,
        },
      ],
      [
        {
          "step": "Handler -> ActionStore: updateTask(entity, "MINIO_ADD_USER", true)",
          "to": 9,
        },
      ],
      [
        {
          "step": "Handler -> MinioSvc: createObjectPathCompletableFuture(entity)",
          "to": 10,
        },
      ],
      [
        {
          "step": "MinioSvc --> Handler: (CompletableFuture<Void>) #2",
          "to": 11,
        },
      ],
      [
        {
          "step": "Handler -> ActionStore: updateTask(entity, "MINIO_ADD_PATH", true)",
          "to": 5,
        },
      ],
      [
        {
          "step": "Handler -> UserRepo: updateUser(entity)",
          "to": 13,
        },
      ],
      [
        {
          "step": "Handler -> KafkaListener: ack.acknowledge()",
          "to": 14,
        },
      ],
      [],
    ]
  `);
});

test("others in the workflow notice a round by what they receive", () => {
  expect(describeBehaviour(workflow, protocolOf(workflow, "ActionStore"))).toMatchInlineSnapshot(`
    "1. receives "addRegisterAction(entity)" from UserRepo (line 4)
    2. asks DB for "INSERT RequiredAction(s)" (line 5)
    3. loop For each pending action from DB, told by what it receives (line 9)
      4. receives "updateTask(entity, "MINIO_ADD_USER", true)" from Handler (line 12)
      5. asks DB for "UPDATE RequiredAction" (line 13)
      6. receives "updateTask(entity, "MINIO_ADD_PATH", true)" from Handler (line 16)
      7. asks DB for "UPDATE RequiredAction" (line 17)"
  `);
});

test("who looks a job up is told by the answer, then by its status", () => {
  const protocol = protocolOf(polling, "JobMgr");
  expect(protocol.decisions).toEqual([]);
  expect(describeBehaviour(polling, protocol)).toMatchInlineSnapshot(`
    "1. receives "getJobStatus(jobId)" from Service (line 4)
    2. asks Cache for "Key: job:{jobId}" (line 5)
    3. alt Job 데이터 존재, told by the answer to "Key: job:{jobId}" (line 6)
      - Job 데이터 존재:
        4. gets "Job 데이터 {status}" from Cache (line 7)
        5. alt status = COMPLETED, told by jobData.status (line 8)
          - status = COMPLETED:
            6. asks Cache for "Key: content:image:{eventDraftId}" (line 9)
            7. gets "이미지 URL {simple}" from Cache (line 10)
            8. answers Service with "COMPLETED" (line 11)
          - status = PROCESSING 또는 PENDING:
            9. answers Service with "PROCESSING" (line 16)
          - status = FAILED:
            10. asks Cache for "Key: job:{jobId}:error" (line 21)
            11. gets "에러 메시지" from Cache (line 22)
            12. answers Service with "FAILED" (line 23)
      - Job 데이터 없음:
        13. gets "null (캐시 미스)" from Cache (line 29)
        14. answers Service with "NotFoundException" (line 30)"
  `);
});

test.each(["Gateway", "Controller", "Service"])(
  "%s of the polling diagram is told by answers alone",
  (component) => {
    const protocol = protocolOf(polling, component);
    expect(protocol.decisions).toEqual([]);
    expect(JSON.stringify(protocol.behaviour)).not.toMatch(/"kind":"(decision|value|irrelevant|call)"/);
    expect(protocol.automaton.states).toHaveLength(13);
  },
);
