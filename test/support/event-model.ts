import { cooperationOf } from "../../generator/ir/participants/cooperation.ts";
import { provisionOf } from "../../generator/ir/participants/provision.ts";
import type { DiagramModel, Participant, Step, TypeExpr } from "../../generator/ir/model/diagram-model.ts";
import type { Side } from "seqwright-runtime/model";
import type { Behaviour, ComponentProtocol } from "../../generator/protocol/model.ts";
import { sourceFile } from "../../generator/source/source-file.ts";

/** The ContentCreated consumer as linking gives it, written by hand so that planning is tested alone. */
export const span = { start: 0, end: 0 };
const text: TypeExpr = { kind: "string" };
const contentCreated: TypeExpr = { kind: "named", name: "ContentCreated" };
const imageUrls: TypeExpr = { kind: "named", name: "ImageUrls" };
const images = ["simple", "fancy", "trendy"];
const statement = [
  "UPDATE event_drafts SET content_images = ",
  ", updated_at = NOW() WHERE event_draft_id = ",
  "",
];

const steps: readonly Step[] = [
  call("receive", "Consumer", "Handler", "ContentCreated 이벤트 수신", {
    method: "onContentCreated",
    args: [{ name: "event", type: contentCreated, value: { kind: "free", name: "event" } }],
    answers: ["done"],
    phase: "ContentCreated 이벤트 수신",
  }),
  {
    ...call("validate", "Handler", "Handler", "이벤트 검증", {
      method: "validateEvent",
      args: [{ name: "event", type: contentCreated, value: { kind: "from", path: "event" } }],
      phase: "ContentCreated 이벤트 수신",
    }),
    kind: "self",
  },
  call("store", "Handler", "Repo", "updateContentImages(eventDraftId, imageUrls)", {
    method: "updateContentImages",
    args: [
      { name: "eventDraftId", type: text, value: { kind: "from", path: "event.eventDraftId" } },
      { name: "imageUrls", type: imageUrls, value: { kind: "from", path: "event.imageUrls" } },
    ],
    answers: ["stored"],
    phase: "Event DB에 이미지 URL 저장",
  }),
  call("update", "Repo", "DB", "UPDATE event_drafts", {
    method: "query",
    args: [
      {
        name: "statement",
        type: { kind: "json" },
        value: {
          kind: "sql",
          chunks: statement,
          values: [
            { kind: "from", path: "imageUrls" },
            { kind: "from", path: "eventDraftId" },
          ],
        },
      },
    ],
    answers: ["updated"],
  }),
  reply("updated", "DB", "Repo", "업데이트 완료", "update"),
  reply("stored", "Repo", "Handler", "저장 완료", "store"),
  call("invalidate", "Handler", "Cache", "DEL event:draft:{eventDraftId}", {
    method: "del",
    args: [
      {
        name: "key",
        type: text,
        value: { kind: "template", parts: ["event:draft:", "event.eventDraftId", ""] },
      },
    ],
    answers: ["deleted"],
    phase: "캐시 무효화",
  }),
  reply("deleted", "Cache", "Handler", "삭제 완료", "invalidate"),
  reply("done", "Handler", "Consumer", "처리 완료", "receive"),
];

const sourceText = "@startuml\n@enduml\n";

export const eventModel: DiagramModel = {
  source: sourceFile("diagrams/event.puml", sourceText),
  name: "event",
  title: undefined,
  span,
  participants: [
    participant("Consumer", "KafkaConsumer", "initiator"),
    participant("Handler", "EventHandler", "component", [
      {
        method: "onContentCreated",
        parameters: [{ name: "event", type: contentCreated }],
        steps: ["receive"],
      },
    ]),
    participant("Repo", "EventRepository", "component", [
      {
        method: "updateContentImages",
        parameters: [
          { name: "eventDraftId", type: text },
          { name: "imageUrls", type: imageUrls },
        ],
        steps: ["store"],
      },
    ]),
    {
      ...participant("DB", "EventDb", "resource", [
        {
          method: "query",
          parameters: [{ name: "statement", type: { kind: "json" } }],
          command: "sql",
          steps: ["update"],
        },
      ]),
      kind: "sql",
    },
    {
      ...participant("Cache", "RedisCache", "resource", [
        { method: "del", parameters: [{ name: "key", type: text }], command: "redis", steps: ["invalidate"] },
      ]),
      kind: "redis",
    },
  ],
  steps,
  fragments: [],
  body: steps.map(({ id }) => ({ kind: "step", step: id })),
  entries: [],
  publications: [],
  transactions: [],
  boundaries: [],
  phases: [],
  types: [
    {
      name: "ContentCreated",
      origin: "drawn",
      usage: "ContentCreated 이벤트 수신",
      type: {
        kind: "record",
        fields: [
          { name: "eventDraftId", type: text, optional: false },
          { name: "imageUrls", type: imageUrls, optional: false },
        ],
      },
    },
    {
      name: "ImageUrls",
      origin: "drawn",
      usage: "imageUrls",
      type: {
        kind: "record",
        fields: images.map((name) => ({ name, type: { kind: "string", format: "uri" }, optional: false })),
      },
    },
  ],
  errors: [],
  policies: [],
  remarks: [],
  refusedSql: [],
  starts: [],
  lost: [],
  retries: [],
  examples: {},
  holes: [],
};

export const eventProtocols: readonly ComponentProtocol[] = [
  protocolOf("Handler", [
    ["receive", "receive-call"],
    ["validate", "self"],
    ["store", "send-call"],
    ["stored", "receive-reply"],
    ["invalidate", "send-call"],
    ["deleted", "receive-reply"],
    ["done", "send-reply"],
  ]),
  protocolOf("Repo", [
    ["store", "receive-call"],
    ["update", "send-call"],
    ["updated", "receive-reply"],
    ["stored", "send-reply"],
  ]),
];

/** A component that only goes through these steps, one after the other. */
export function protocolOf(
  component: string,
  sides: readonly (readonly [string, Side])[],
): ComponentProtocol {
  const items = sides.map(([step, side]): Behaviour => ({ kind: "step", step, side }));
  return {
    component,
    behaviour: { kind: "sequence", items },
    automaton: { accepting: [0], states: [[]] },
    decisions: [],
  };
}

type CallDetails = Pick<Extract<Step, { kind: "call" | "self" }>, "method" | "args"> & {
  readonly answers?: readonly string[];
  readonly phase?: string;
};

export function call(
  id: string,
  from: string,
  to: string,
  label: string,
  { method, args, answers = [], phase }: CallDetails,
): Extract<Step, { kind: "call" | "self" }> {
  const said = {
    id,
    from,
    to,
    text: label,
    brief: label,
    sentence: label,
  };
  const rest = {
    wire: undefined,
    cause: undefined,
    afterAnswer: false,
    receiver: undefined,
    waits: true,
    readOnly: false,
    background: false,
    validates: /검증/.test(label),
    decides: [],
    within: [],
    span,
  };
  return { ...said, ...rest, kind: "call", method, args, answers, phase };
}

export function reply(
  id: string,
  from: string,
  to: string,
  label: string,
  answers: string,
): Extract<Step, { kind: "reply" }> {
  const said = {
    id,
    from,
    to,
    text: label,
    brief: label,
    sentence: label,
  };
  return {
    ...said,
    kind: "reply",
    answers,
    status: undefined,
    inWords: false,
    outcome: { kind: "nothing" },
    decides: [],
    within: [],
    phase: undefined,
    span,
  };
}

type OperationDetails = Pick<Participant["operations"][number], "method" | "parameters" | "steps"> & {
  readonly command?: "sql" | "redis";
  readonly result?: TypeExpr;
};

export function participant(
  code: string,
  typeName: string,
  role: Participant["role"],
  operations: readonly OperationDetails[] = [],
): Participant {
  const described = operations.map((one) => ({
    throws: [],
    ...one,
    result: one.result,
    command: one.command,
  }));
  return {
    code,
    label: typeName,
    role,
    kind: undefined,
    reason: "",
    topic: undefined,
    typeName,
    fieldName: code.toLowerCase(),
    operations: described,
    ...cooperationOf(code, steps),
    provision: provisionOf({ code, role, operations: described }),
    span,
  };
}
