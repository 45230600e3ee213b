import { describe, expect, test } from "vitest";
import { linked } from "../../support/linked.ts";

/** `resource http`, `component`: the role of the participant with the code `X`. */
function roleOf(lines: string, code = "X"): string {
  const found = linked(lines).model.participants.find((one) => one.code === code);
  if (found === undefined) throw new Error(`${code} does not take part`);
  return `${found.role} ${found.kind ?? ""}`.trim();
}

const called = "A -> B: go(id)\nB -> X: GET /geo\nX --> B: 200 OK";
const works = `${called}\nX -> D: save(id)`;

describe("somebody else's", () => {
  test.each([
    ['participant "Map API" as X <<E>>', works],
    ["participant X <<External>>", works],
    ["participant X <<external system>>", works],
    ["participant X <<외부>>", works],
    ["participant X <<외부 시스템>>", works],
    ["participant X << (E,#ADD1B2) external >>", works],
    ["participant X <<外部システム>>", works],
    ["participant X <<3rd party>>", works],
    ['participant "Payment Gateway(E)" as X', works],
    ['participant "Payment Gateway\\n(External)" as X', works],
    ['participant "결제 [외부]" as X', works],
    ['participant "地図API（外部）" as X', called],
    ['box "외부 시스템"\nparticipant X\nend box', works],
    ['participant "External Pay" as X', called],
    ['participant "외부 결제 서비스" as X', called],
    ["participant Stripe as X", called],
    ['participant "Toss Payments" as X', called],
    ['participant "토스페이먼츠" as X', called],
    ['participant "카카오 로그인 API" as X', called],
    ['participant "Google Maps" as X', called],
    ['participant "SMS Gateway" as X', called],
    ['participant "PG사" as X', called],
    ['participant "Toss Payments" as X', `${called}\nX -> B: POST /webhooks/paid`],
  ])("%s", (declaration, arrows) => {
    expect(roleOf(`${declaration}\n${arrows}`)).toBe("resource http");
  });
});

describe("one's own, whatever its name", () => {
  test.each([
    ["participant X", works],
    ['participant "API Gateway" as X', called],
    ['participant "API Gateway" as X', works],
    ['participant "App Service" as X', called],
    ['participant "Web Server" as X', called],
    ['participant "External Order Adapter" as X', called],
    ['participant "외부 연동 모듈" as X', called],
    ["participant StripeClient as X", called],
    ["participant KakaoLoginService as X", called],
    ['participant "Payment Gateway" as X', works],
    ['participant "Payment Gateway" as X', `${called}\nX -> X: choose a card network`],
    ["participant X <<Service>>", called],
    ["participant X <<Entity>>", called],
    ['participant "Orders (Core)" as X', called],
    ['participant "Order App" as X', called],
    ['participant "시큐리티 필터" as X', called],
  ])("%s", (declaration, arrows) => {
    expect(roleOf(`${declaration}\n${arrows}`)).toBe("component");
  });
});

describe("what people hold in their hands", () => {
  test.each([
    '"Mobile App"',
    '"Frontend"',
    '"Front-end"',
    '"Web"',
    '"Web App\\n(React)"',
    '"Browser"',
    '"브라우저"',
    '"앱"',
    '"모바일 앱"',
    '"프론트엔드"',
    '"관리자 페이지"',
    '"사용자"',
    '"ブラウザ"',
    '"フロントエンド"',
    '"アプリ"',
    '"UserApp"',
  ])("%s acts from outside, also when its user calls it", (label) => {
    const lines = `actor U\nparticipant ${label} as X\nU -> X: press the button\nX -> B: POST /orders`;
    expect(roleOf(lines)).toBe("initiator");
    expect(roleOf(`participant ${label} as X\nX -> B: POST /orders`)).toBe("initiator");
  });

  test.each(['"Web"', '"App"', '"Client"'])("%s that serves requests is a component", (label) => {
    expect(roleOf(`participant ${label} as X\nA -> X: GET /orders\nX -> B: find()`)).toBe("component");
  });
});

describe("what messages go through", () => {
  test.each([
    "이벤트 버스",
    "Event Bus",
    "EventBus",
    "Message Broker",
    "메시지 브로커",
    "MQ",
    "카프카",
    "메시지 큐",
    "イベントバス",
    "Message Bus",
  ])("%s", (label) => {
    const lines = `participant "${label}" as X\nA -> B: go(id)\nB -> X: OrderPlaced {id}\nX -> C: OrderPlaced {id}`;
    expect(roleOf(lines)).toBe("resource kafka");
  });

  test.each(["이벤트 버스 리스너", "Kafka Consumer", "메시지 큐 컨슈머"])("%s works with it", (label) => {
    expect(roleOf(`participant "${label}" as X\nA -> X: go(id)\nX -> C: save(id)`)).toBe("component");
  });
});

test("a comment in the diagram wins over every mark", () => {
  expect(roleOf(`' @seqwright role X component\nparticipant X <<E>>\n${called}`)).toBe("component");
});

test("the mark is no part of the name in code", () => {
  const { model } = linked(`participant "Payment Gateway(E)" as X\n${called}`);
  expect(model.participants.find(({ code }) => code === "X")?.typeName).toBe("PaymentGateway");
});

test("what an outside party calls back is where work comes in", () => {
  const { model } = linked(
    "participant X <<E>>\nA -> B: POST /pay\nB -> X: POST /charges\nX -> B: POST /webhooks/paid",
  );
  expect(model.entries.map(({ participant, method }) => `${participant} ${method}`)).toEqual([
    "A postPay",
    "X postWebhooksPaid",
  ]);
});
