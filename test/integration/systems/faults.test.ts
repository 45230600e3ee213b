import { expect, inject, test } from "vitest";
import { protocol as content } from "../../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { protocol as workflow } from "../../../generated/workflow-engine/steps.gen.ts";
import { contents } from "../../chaos/contents.ts";
import { deathPoints } from "../../../runtime/contract/child/death-points.ts";
import { isKept } from "../../chaos/findings.ts";
import { killInLanes } from "../../chaos/kills.ts";
import { registrations } from "../../chaos/registrations.ts";
import { seeded } from "../../../runtime/contract/chaos/seeded.ts";
import { findingsAbout, isNoticed, selfTests } from "../../chaos/self-test.ts";

// `npm run chaos` kills at all of them, and more than once.
const seed = 4;
const some = [
  { protocol: workflow, open: registrations, kills: 8 },
  { protocol: content, open: contents, kills: 6 },
];

test.for(some)(
  "workers of $protocol.source that are killed on their way lose nothing and double nothing",
  async ({ protocol, open, kills }) => {
    const deaths = seeded(seed).shuffled(deathPoints(protocol)).slice(0, kills);
    const found = await killInLanes(inject("services"), open, { deaths, lanes: 2 });
    expect(found).toMatchObject({ lost: 0, doubled: 0, stale: 0, disordered: 0, deadLetters: 0 });
    expect(found.events).toBeGreaterThan(0);
  },
);

// Otherwise, that nothing was found would say nothing.
test.for(selfTests)("a system that $sabotage is found out: $mustFind", async (selfTest) => {
  const found = await findingsAbout(selfTest, inject("services"));
  expect({ found, isNoticed: isNoticed(selfTest, found) }).toMatchObject({ isNoticed: true });
});

test.for([contents, registrations])("the same subject, unbroken, keeps every promise: %o", async (open) => {
  expect(isKept(await findingsAbout({ open }, inject("services")))).toBe(true);
});
