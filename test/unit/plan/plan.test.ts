import { expect, test } from "vitest";
import { render } from "../../../generator/emit/render.ts";
import type { DiagramModel } from "../../../generator/ir/model/diagram-model.ts";
import { plan } from "../../../generator/plan/plan.ts";
import {
  call,
  eventModel,
  eventProtocols,
  participant,
  protocolOf,
  reply,
} from "../../support/event-model.ts";
import { typeErrors } from "../../support/type-check.ts";

async function filesOf(model: DiagramModel, protocols = eventProtocols) {
  const files = await render(plan(model, protocols).value);
  return { files, text: (name: string) => files.find(({ path }) => path.endsWith(name))?.content ?? "" };
}

test("a diagram becomes one folder of files, handlers belonging to the developer", async () => {
  const { files } = await filesOf(eventModel);
  expect(files.map(({ path, owner }) => `${path} ${owner}`)).toEqual([
    "event/messages.gen.ts generator",
    "event/ports.gen.ts generator",
    "event/steps.gen.ts generator",
    "event/event-handler.handler.ts developer",
    "event/event-repository.handler.ts developer",
    "event/wiring.gen.ts generator",
    "event/contract.gen.test.ts generator",
  ]);
});

test("a handler makes the diagram's calls in order, with stubs for what it does by itself", async () => {
  const { text } = await filesOf(eventModel);
  expect(text("event-handler.handler.ts")).toMatchInlineSnapshot(`
    "import { NotImplementedError } from "seqwright-runtime";
    import type { ContentCreated } from "./messages.gen.ts";
    import type {
      EventHandlerCollaborators,
      EventHandlerPort,
      EventRepositoryPort,
      RedisCachePort,
    } from "./ports.gen.ts";

    /** EventHandler in diagrams/event.puml. Yours: fill in, change, extend. */
    export class EventHandler implements EventHandlerPort {
      readonly #repo: EventRepositoryPort;
      readonly #cache: RedisCachePort;

      constructor({ repo, cache }: EventHandlerCollaborators) {
        this.#repo = repo;
        this.#cache = cache;
      }

      /** ContentCreated 이벤트 수신 */
      async onContentCreated(event: ContentCreated): Promise<void> {
        await this.validateEvent(event);

        // Event DB에 이미지 URL 저장
        await this.#repo.updateContentImages(event.eventDraftId, event.imageUrls);

        // 캐시 무효화
        await this.#cache.del(\`event:draft:\${event.eventDraftId}\`);
      }

      /** 이벤트 검증 */
      protected async validateEvent(event: ContentCreated): Promise<void> {
        throw new NotImplementedError("EventHandler.validateEvent", { event });
      }
    }
    "
  `);
});

test("SQL of the diagram runs with bound parameters", async () => {
  const { text } = await filesOf(eventModel);
  expect(text("event-repository.handler.ts")).toContain(
    "SET content_images = ${imageUrls}, updated_at = NOW()",
  );
  expect(text("steps.gen.ts")).toContain(
    'content_images = ${from("imageUrls")}, updated_at = NOW() WHERE event_draft_id = ${from("eventDraftId")}`',
  );
});

test("ports ask of Redis what the runtime's commands offer", async () => {
  const { text } = await filesOf(eventModel);
  expect(text("ports.gen.ts")).toContain('readonly del: RedisCommands["del"];');
  expect(text("ports.gen.ts")).toContain("query(statement: SqlStatement): Promise<SqlResult>;");
});

test("everything type-checks under the project's own rules", async () => {
  const { files } = await filesOf(eventModel);
  expect(typeErrors(files)).toEqual([]);
});

test("the same diagram gives the same bytes", async () => {
  const [one, other] = [await filesOf(eventModel), await filesOf(eventModel)];
  expect(one.files).toEqual(other.files);
});

test("a value of unknown origin is asked of a stub that gets everything in scope", async () => {
  const steps = eventModel.steps.map((step) =>
    step.id === "store" && step.kind !== "reply"
      ? {
          ...step,
          args: step.args.map((one) => ({ ...one, value: { kind: "free" as const, name: one.name } })),
        }
      : step,
  );
  const { text, files } = await filesOf({ ...eventModel, steps });
  expect(text("event-handler.handler.ts")).toContain(
    "const eventDraftId = await this.provideEventDraftId(event);",
  );
  expect(text("event-handler.handler.ts")).toContain(
    "protected async provideEventDraftId(event: ContentCreated): Promise<string>",
  );
  expect(typeErrors(files)).toEqual([]);
});

test("what is drawn after the answer goes on in the background", async () => {
  const protocols = [
    protocolOf("Handler", [
      ["receive", "receive-call"],
      ["validate", "self"],
      ["done", "send-reply"],
      ["invalidate", "send-call"],
      ["deleted", "receive-reply"],
    ]),
  ];
  const { text, files } = await filesOf(eventModel, protocols);
  expect(text("event-handler.handler.ts")).toContain(
    'this.#background.run("after onContentCreated", async () => {',
  );
  expect(text("ports.gen.ts")).toContain("readonly background: BackgroundTasks;");
  expect(typeErrors(files)).toEqual([]);
});

test("an operation that is drawn in two ways follows the first and says so", () => {
  const parameters = [{ name: "id", type: { kind: "string" } as const }];
  const args = [
    { name: "id", type: { kind: "string" } as const, value: { kind: "free", name: "id" } as const },
  ];
  const model: DiagramModel = {
    ...eventModel,
    participants: [
      participant("Client", "Client", "initiator"),
      {
        ...participant("A", "Alpha", "component", [{ method: "act", parameters, steps: ["act 1", "act 2"] }]),
        collaborators: ["B"],
      },
      participant("B", "Beta", "component", [
        { method: "one", parameters: [], steps: ["one"] },
        { method: "two", parameters: [], steps: ["two"] },
      ]),
    ],
    steps: [
      call("act 1", "Client", "A", "act", { method: "act", args, answers: ["r1"] }),
      call("one", "A", "B", "one()", { method: "one", args: [] }),
      reply("r1", "A", "Client", "ok", "act 1"),
      call("act 2", "Client", "A", "act", { method: "act", args, answers: ["r2"] }),
      call("two", "A", "B", "two()", { method: "two", args: [] }),
      reply("r2", "A", "Client", "ok", "act 2"),
    ],
  };
  const protocol = protocolOf("A", [
    ["act 1", "receive-call"],
    ["one", "send-call"],
    ["r1", "send-reply"],
    ["act 2", "receive-call"],
    ["two", "send-call"],
    ["r2", "send-reply"],
  ]);
  const { diagnostics } = plan(model, [protocol]);
  expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
    ["plan/operation-drawn-differently", "info"],
  ]);
});

test("a component that acts before it is called is reported", () => {
  const protocol = protocolOf("Handler", [["store", "send-call"]]);
  const codes = plan(eventModel, [protocol]).diagnostics.map(({ code }) => code);
  expect(codes).toContain("plan/acts-uncalled");
});
