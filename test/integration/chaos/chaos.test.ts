import { expect, test } from "vitest";
import { addressesFrom } from "../../../runtime/connect/server-addresses.ts";
import { chaosTarget } from "../../../runtime/contract/chaos/chaos-target.ts";
import type { ChaosRow } from "../../../runtime/contract/chaos/findings.ts";
import { inPeace } from "../../../runtime/contract/chaos/peace.ts";
import { kills } from "../../../runtime/contract/chaos/kills.ts";
import { rowOf } from "../../../runtime/contract/chaos/row-of.ts";
import type { SystemDefinition } from "../../../runtime/system/system-definition.ts";

const right = new URL("../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts", import.meta.url);
const forgetful = new URL("forgetful/wiring.ts", import.meta.url);

test("processes that die at an arrow cost nothing where the system is right", async () => {
  const { peace, row } = await killed(right);
  expect(peace.found?.details).toEqual([]);
  expect(row.failure).toBeUndefined();
  expect(row.found).toMatchObject({
    lost: 0,
    doubled: 0,
    changed: 0,
    strayed: 0,
    disordered: 0,
    deadLetters: 0,
  });
  expect(row.done).toMatch(/^3 SIGKILLs at 3 of 3 points/);
});

test("what a system forgets when it dies is missed, though in peace nothing is wrong", async () => {
  const { peace, row } = await killed(forgetful);
  expect(peace.found?.details).toEqual([]);
  expect(row.found?.details.join("\n")).toContain("table event_drafts");
  expect(row.found?.changed).toBeGreaterThan(0);
});

/** What comes of a system whose processes die where its repository is asked. */
async function killed(wiring: URL): Promise<{ readonly peace: ChaosRow; readonly row: ChaosRow }> {
  const { system } = (await import(wiring.href)) as { readonly system: SystemDefinition };
  const target = await chaosTarget(wiring.href, system, addressesFrom(process.env));
  const peace = await inPeace(target, 1, 2);
  const arrow = Object.values(system.protocol.steps).find(
    (step) => step.kind === "call" && step.to === "Repo",
  )?.line;
  const world = { target, servers: {}, seed: 1, killsMs: 60_000, arrow, log: () => undefined };
  return { peace: peace.row, row: await rowOf(kills, world, peace) };
}
