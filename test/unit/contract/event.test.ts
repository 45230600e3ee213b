import { expect, test } from "vitest";
import { FatalError, NotImplementedError, parse, sql } from "../../../runtime/index.ts";
import {
  ContentCreated,
  eventProtocol,
  type HandlerCollaborators,
  type ImageUrls,
  type RepositoryCollaborators,
} from "./diagrams/event.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

class EventHandler {
  protected readonly repo: HandlerCollaborators["repo"];
  protected readonly cache: HandlerCollaborators["cache"];

  constructor({ repo, cache }: HandlerCollaborators) {
    this.repo = repo;
    this.cache = cache;
  }

  async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.repo.updateContentImages(event.eventDraftId, event.imageUrls);
    await this.cache.del(`event:draft:${event.eventDraftId}`);
  }

  protected async validateEvent(event: ContentCreated): Promise<void> {
    parse(ContentCreated, event, "ContentCreated");
  }
}

class EventRepository {
  protected readonly db: RepositoryCollaborators["db"];

  constructor({ db }: RepositoryCollaborators) {
    this.db = db;
  }

  async updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void> {
    await this.db.transaction(async () => {
      await this.db.query(sql`
        UPDATE event_drafts SET content_images = ${imageUrls}
        WHERE event_draft_id = ${eventDraftId}`);
    });
  }
}

const right = {
  Handler: (collaborators: HandlerCollaborators) => new EventHandler(collaborators),
  Repo: (collaborators: RepositoryCollaborators) => new EventRepository(collaborators),
};

const wrong = (handler: new (collaborators: HandlerCollaborators) => EventHandler): typeof right => ({
  ...right,
  Handler: (collaborators) => new handler(collaborators),
});

test("the right components pass 1,000 runs of each property, alone and together", async () => {
  await withRuns(1_000, async () => {
    expect(await verdicts(eventProtocol, right, "Handler")).toEqual({});
    expect(await verdicts(eventProtocol, right, "Repo")).toEqual({});
    expect(await verdicts(eventProtocol, right)).toEqual({});
  });
});

test("an unfilled stub is not a violation: it is named with its file and line", async () => {
  class Unfilled extends EventHandler {
    protected override async validateEvent(): Promise<void> {
      throw new NotImplementedError("EventHandler.validateEvent");
    }
  }
  const { order, ...others } = await verdicts(eventProtocol, wrong(Unfilled), "Handler");
  expect(order).toMatch(
    /not implemented yet\n\n {2}next {3}EventHandler\.validateEvent {3}test\/unit\/contract\/event\.test\.ts:\d+$/,
  );
  expect(Object.keys(others)).toEqual(expect.arrayContaining(["bad-input", "coverage", "fatal-fault"]));
});

class Swapped extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.cache.del(`event:draft:${event.eventDraftId}`);
    await this.repo.updateContentImages(event.eventDraftId, event.imageUrls);
  }
}
class Skipped extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.repo.updateContentImages(event.eventDraftId, event.imageUrls);
  }
}
class Repeated extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await super.onContentCreated(event);
    await this.cache.del(`event:draft:${event.eventDraftId}`);
  }
}
class WrongArgument extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.repo.updateContentImages(event.jobId, event.imageUrls);
    await this.cache.del(`event:draft:${event.eventDraftId}`);
  }
}
class WrongOnlyForSome extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.repo.updateContentImages(event.eventDraftId.replaceAll("'", "''"), event.imageUrls);
    await this.cache.del(`event:draft:${event.eventDraftId}`);
  }
}
class ExtraCall extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await super.onContentCreated(event);
    await this.cache.expire(`event:draft:${event.eventDraftId}`, 60);
  }
}
class NotAwaited extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.repo.updateContentImages(event.eventDraftId, event.imageUrls);
    void this.cache.del(`event:draft:${event.eventDraftId}`);
  }
}

test.each([
  ["steps swapped", Swapped, /line 45 \(DEL event:draft:\{eventDraftId\}\) was called although line 22/],
  ["a step skipped", Skipped, /line 52 \(처리 완료\) was answered although line 45/],
  ["a step repeated", Repeated, /line 45 .* was called again/],
  ["a wrong argument", WrongArgument, /another eventDraftId than the diagram says/],
  ["a wrong argument for hostile text only", WrongOnlyForSome, /another eventDraftId than the diagram says/],
  ["an extra call", ExtraCall, /EventHandler called cache\.expire\(.*\), which is not in the diagram/],
  ["a call that is not waited for", NotAwaited, /line 52 \(처리 완료\) was answered although line 47/],
])("order catches %s", async (_, handler, report) => {
  const { order } = await verdicts(eventProtocol, wrong(handler), "Handler");
  expect(order).toMatch(report);
  expect((await verdicts(eventProtocol, wrong(handler))).order).toMatch(report);
});

test("order alone catches what goes wrong for some payloads only", async () => {
  expect(Object.keys(await verdicts(eventProtocol, wrong(WrongOnlyForSome), "Handler"))).toEqual(["order"]);
});

class GoesOn extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.repo.updateContentImages(event.eventDraftId, event.imageUrls).catch(() => undefined);
    await this.cache.del(`event:draft:${event.eventDraftId}`);
  }
}
class Retries extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    const update = async (): Promise<void> =>
      this.repo.updateContentImages(event.eventDraftId, event.imageUrls);
    await update().catch(update);
    await this.cache.del(`event:draft:${event.eventDraftId}`);
  }
}
class Swallows extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await super.onContentCreated(event).catch((error: unknown) => {
      if (!(error instanceof FatalError) || error.name !== "FatalError") throw error;
    });
  }
}
class Forgets extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await super.onContentCreated(event).catch(() => {
      throw new Error("it did not work");
    });
  }
}

test.each([
  ["going on after it", GoesOn, /line 45 .* was called although line 22 .* had failed/],
  ["a retry", Retries, /line 22 .* was tried again, although its error was fatal/],
  ["a swallowed error", Swallows, /but onContentCreated\(\) went well/],
  ["a lost cause", Forgets, /which does not carry it as its cause/],
])("fatal fault alone catches %s", async (_, handler, report) => {
  const found = await verdicts(eventProtocol, wrong(handler), "Handler");
  expect(found["fatal-fault"]).toMatch(report);
  // What loses a fatal error may lose one that passes, too.
  expect(Object.keys(found).filter((name) => name !== "transient-fault")).toEqual(["fatal-fault"]);
});

class SwallowsDelete extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.repo.updateContentImages(event.eventDraftId, event.imageUrls);
    await this.cache.del(`event:draft:${event.eventDraftId}`).catch(() => undefined);
  }
}
class Undoes extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    await this.validateEvent(event);
    await this.repo.updateContentImages(event.eventDraftId, event.imageUrls).catch(async (error: unknown) => {
      await this.cache.del(`event:draft:${event.eventDraftId}`);
      throw error;
    });
    await this.cache.del(`event:draft:${event.eventDraftId}`);
  }
}

test("what a note calls best effort may fail, and nothing else", async () => {
  const promised = (id: string): typeof eventProtocol => ({
    ...eventProtocol,
    policies: [{ kind: "best-effort", text: "실패해도 무시", line: 46, at: { steps: [id] } }],
  });
  expect(await verdicts(promised("del"), wrong(SwallowsDelete), "Handler")).toEqual({});
  expect(Object.keys(await verdicts(promised("update"), wrong(SwallowsDelete), "Handler"))).toEqual([
    "best-effort",
    "fatal-fault",
    "transient-fault",
  ]);
  expect(Object.keys(await verdicts(eventProtocol, wrong(SwallowsDelete), "Handler"))).toEqual([
    "fatal-fault",
    "transient-fault",
  ]);
});

test("what a note calls a compensation may follow an error", async () => {
  const promised: typeof eventProtocol = {
    ...eventProtocol,
    policies: [
      {
        kind: "compensation",
        pairs: [{ by: "DEL event:draft" }],
        text: "보상: DEL event:draft",
        line: 46,
        at: {},
        named: { by: ["del"] },
      },
    ],
  };
  expect(await verdicts(promised, wrong(Undoes), "Handler")).toEqual({});
  expect(Object.keys(await verdicts(eventProtocol, wrong(Undoes), "Handler"))).toEqual([
    "fatal-fault",
    "transient-fault",
  ]);
});

class Trusting extends EventHandler {
  protected override async validateEvent(): Promise<void> {}
}
class Checks extends EventHandler {
  protected override async validateEvent(event: ContentCreated): Promise<void> {
    if (event.eventDraftId.length === 0) throw new FatalError("no eventDraftId");
    if (event.imageUrls.simple.length === 0) throw new FatalError("no imageUrls");
  }
}

test.each([
  ["no validation", Trusting, /should have been refused at line 15/],
  ["a half validation that stumbles", Checks, /stumbled over it: TypeError|should have been refused/],
])("bad input alone catches %s", async (_, handler, report) => {
  const found = await verdicts(eventProtocol, wrong(handler), "Handler");
  expect(found["bad-input"]).toMatch(report);
  expect(Object.keys(found)).toEqual(["bad-input"]);
});

test("reports read as the diagram does", async () => {
  expect((await verdicts(eventProtocol, wrong(Swapped), "Handler")).order).toMatchSnapshot("order");
  expect((await verdicts(eventProtocol, wrong(WrongArgument))).order).toMatchSnapshot(
    "order, wrong argument",
  );
  expect((await verdicts(eventProtocol, wrong(GoesOn), "Handler"))["fatal-fault"]).toMatchSnapshot(
    "fatal fault",
  );
  expect((await verdicts(eventProtocol, wrong(Trusting), "Handler"))["bad-input"]).toMatchSnapshot(
    "bad input",
  );
});

test("all stubs are named at once, also those that no run gets to", async () => {
  class Untouched extends EventHandler {
    override async onContentCreated(event: ContentCreated): Promise<void> {
      throw new NotImplementedError("EventHandler.onContentCreated", { event });
    }
    protected override async validateEvent(event: ContentCreated): Promise<void> {
      throw new NotImplementedError("EventHandler.validateEvent", { event });
    }
    protected async provideKey(draft: string): Promise<string> {
      throw new NotImplementedError("EventHandler.provideKey", { draft });
    }
  }
  const { order } = await verdicts(eventProtocol, wrong(Untouched), "Handler");
  const names = [...(order ?? "").matchAll(/(?:next|then) {3}EventHandler\.(\w+) {3}test/g)].map(
    ([, name]) => name,
  );
  expect(names).toEqual(["onContentCreated", "validateEvent", "provideKey"]);
});
