import { afterEach, expect, test } from "vitest";
import { contract } from "../../../runtime/contract/index.ts";
import { eventProtocol, type HandlerCollaborators, type ContentCreated } from "./diagrams/event.ts";

let runs = 0;

class Careless {
  readonly #given: HandlerCollaborators;

  constructor(given: HandlerCollaborators) {
    this.#given = given;
    runs += 1;
  }

  async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.#given.repo.updateContentImages(event.eventDraftId.trim(), event.imageUrls);
    await this.#given.cache.del(`event:draft:${event.eventDraftId}`);
  }

  async validateEvent(_event: ContentCreated): Promise<void> {}
}

const subject = contract({
  system: {
    protocol: eventProtocol,
    components: { Handler: (given: HandlerCollaborators) => new Careless(given) },
  },
  handlers: import.meta.url,
});

const report = async (): Promise<string> =>
  subject.check("order", "Handler").then(
    () => "holds",
    (error: unknown) => (error instanceof Error ? error.message : ""),
  );

afterEach(() => {
  for (const name of ["SEED", "PATH", "PROPERTY", "COMPONENT", "ARROW"])
    delete process.env[`SEQWRIGHT_${name}`];
});

test("the command in a report replays just that case", async () => {
  process.env["SEQWRIGHT_SEED"] = "7";
  const found = await report();
  const [, seed = "", path = ""] =
    /--property order --component Handler --seed (\S+) --path (\S+)$/.exec(found) ?? [];
  Object.assign(process.env, {
    SEQWRIGHT_SEED: seed,
    SEQWRIGHT_PATH: path,
    SEQWRIGHT_PROPERTY: "order",
    SEQWRIGHT_COMPONENT: "Handler",
  });
  runs = 0;
  expect(await report()).toBe(found);
  // Once to look for stubs, once to run the case.
  expect(runs).toBe(2);
});

test("the same seed gives the same report", async () => {
  expect(await report()).toBe(await report());
});

test("properties that were not asked for are left out", async () => {
  process.env["SEQWRIGHT_PROPERTY"] = "coverage";
  expect(await report()).toBe("holds");
});

test("only cases that cross the arrow which was asked for count", async () => {
  const line = (label: string): number =>
    Object.values(eventProtocol.steps).find(({ text }) => text.includes(label))?.line ?? 0;
  process.env["SEQWRIGHT_ARROW"] = String(line("DEL"));
  // It goes wrong before, at another arrow: no case gets there that went wrong.
  expect(await report()).toBe("holds");
  process.env["SEQWRIGHT_ARROW"] = String(line("updateContentImages"));
  expect(await report()).toContain("FAILED");
});

test("a case that nobody reached proves nothing", async () => {
  process.env["SEQWRIGHT_ARROW"] = "9999";
  expect(await report()).toMatch(/not reached\n\n {2}no case crossed line 9999/);
});

test("an unknown component is named", async () => {
  await expect(subject.check("order", "Hander")).rejects.toThrow(
    '"Hander" is no component of diagrams/event',
  );
});
