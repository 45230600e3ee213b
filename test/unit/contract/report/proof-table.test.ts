import { describe, expect, test } from "vitest";
import { protocol } from "../../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { type Proof, ProofLedger } from "../../../../runtime/contract/report/proof-ledger.ts";
import { proofLine, proofTable } from "../../../../runtime/contract/report/proof-table.ts";

const untried: Proof = {
  property: "order",
  lines: [15],
  level: "protocol",
  outcome: "not tried",
  runs: 0,
  unfilled: [],
  gaps: [],
};
const stub = { what: "EventHandler.validateEvent", location: "event-handler.handler.ts:36" };
const asked: readonly Proof[] = [
  untried,
  { ...untried, lines: [22] },
  { ...untried, property: "bad-input" },
  { ...untried, property: "interleaving", level: "system" },
];

function ledger(): ProofLedger {
  const proofs = new ProofLedger(protocol, asked);
  proofs.note(0, { ...untried, outcome: "PASSED", runs: 100 });
  proofs.note(1, { ...untried, lines: [22], outcome: "PASSED", runs: 50 });
  proofs.note(2, {
    ...untried,
    property: "bad-input",
    outcome: "not implemented yet",
    runs: 7,
    unfilled: [stub],
  });
  return proofs;
}

describe("what was proved of a diagram", () => {
  test("is a row for each property, and what nothing proved", () => {
    expect(`${proofTable(ledger())}\n`).toMatchInlineSnapshot(`
      "event-콘텐츠생성완료구독  diagrams/event-콘텐츠생성완료구독.puml
        property   lines   level     runs
        order      15, 22  protocol  150   PASSED
        bad-input  15      protocol  7     not implemented yet
        next to write:
          EventHandler.validateEvent   event-handler.handler.ts:36
        not tried:
          line 15  interleaving   seqwright test --system
        promised, and proved by no property:
          line 12  subscription: Kafka 구독 event-topic 이벤트 타입: ContentCreated   left to the runtime
          line 56  delivery: At-Least-Once 전달 보장   left to the runtime
          line 57  idempotency: 멱등성 처리 (중복 이벤트 무시)   left to the runtime
          line 58  retry: 실패 시 자동 재시도 (최대 3회)   left to the runtime
          line 59  dead-letter: Dead Letter Queue로 실패 이벤트 이동   left to the runtime
          line 63  ttl: Redis Cache: 임시 저장 (7일 TTL)   nobody keeps it
      "
    `);
  });

  test("or one line", () => {
    expect(proofLine(ledger())).toMatchInlineSnapshot(
      `"event-콘텐츠생성완료구독: 1 of 2 properties proved; 7 more promised and not proved: "seqwright test" lists all"`,
    );
  });

  test("a note that a property asks for is proved by it, and no longer listed", () => {
    const retry = protocol.policies.find(({ kind }) => kind === "retry");
    const proofs = ledger();
    expect(proofTable(proofs)).toContain("retry: ");
    proofs.note(1, { ...untried, lines: [12, retry?.line ?? 0], outcome: "PASSED", runs: 1 });
    expect(proofTable(proofs)).not.toContain("retry: ");
  });

  test("a property of which one part failed has failed", () => {
    const proofs = ledger();
    proofs.note(1, { ...untried, lines: [22], outcome: "FAILED", runs: 3 });
    expect(proofTable(proofs)).toMatch(/order +15, 22 +protocol +103 +FAILED/);
  });
});
