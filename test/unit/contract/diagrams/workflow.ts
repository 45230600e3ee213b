import { z } from "zod";
import type { Acknowledgement, BackgroundTasks, DiagramProtocol } from "../../../../runtime/index.ts";
import { free, from, literal } from "../../../../runtime/model/index.ts";
import { ordering } from "./ordering.ts";

export const Event = z.object({ id: z.string().min(1), actions: z.array(z.string()) });
export type Event = z.infer<typeof Event>;
export const Entity = z.object({ id: z.string(), name: z.string() });
export type Entity = z.infer<typeof Entity>;

export interface Users {
  persistUser(event: Event): Promise<Entity>;
  updateUser(entity: Entity): Promise<void>;
}
export interface Minio {
  addUser(entity: Entity): Promise<void>;
}
export interface Actions {
  updateTask(entity: Entity, task: string, done: boolean): Promise<void>;
}
export interface WorkflowCollaborators {
  readonly users: Users;
  readonly minio: Minio;
  readonly actions: Actions;
  readonly background: BackgroundTasks;
}

const loop = "loop pending";
const inLoop = [[loop, 0]] as const;
const call = { kind: "call", from: "Handler", waits: true, readOnly: false, decides: [] } as const;
const nothing = { kind: "reply", to: "Handler", outcome: { kind: "nothing" }, decides: [] } as const;
const entity = { name: "entity", value: from("entity"), type: Entity } as const;

/** Persist, answer, then in the background a loop over pending actions, and the acknowledgement last. */
export const workflowProtocol: DiagramProtocol = {
  name: "workflow",
  source: "diagrams/workflow.puml",
  participants: {
    Listener: { role: "initiator", label: "KafkaListener", line: 4 },
    Handler: { role: "component", label: "Handler", line: 5, class: "WorkflowHandler", handler: "workflow-handler.handler.ts", collaborators: { users: "Users", minio: "Minio", actions: "Actions" }, background: true },
    Users: { role: "resource", label: "Users", line: 6, kind: "other" },
    Minio: { role: "resource", label: "Minio", line: 7, kind: "s3" },
    Actions: { role: "resource", label: "Actions", line: 8, kind: "other" },
  },
  steps: {
    event: { kind: "call", line: 10, text: "eventToEntity(event, ack)", from: "Listener", to: "Handler", within: [], method: "eventToEntity", args: [{ name: "event", value: free("event"), type: Event }, { name: "ack", value: free("ack"), type: { kind: "port", participant: "Listener" } }], waits: true, readOnly: false, decides: [] },
    persist: { ...call, line: 13, text: "persistUser(event)", to: "Users", within: [], method: "persistUser", args: [{ name: "event", value: from("event") }] },
    persisted: { ...nothing, line: 20, text: "entity", from: "Users", within: [], answers: "persist", outcome: { kind: "returns", as: "entity", value: free("entity"), type: Entity, encoding: "value" } },
    start: { kind: "self", line: 23, text: "addMinioUserCompletable(entity, ack)", from: "Handler", to: "Handler", within: [], method: "addMinioUserCompletable", args: [entity, { name: "ack", value: from("ack"), type: { kind: "port", participant: "Listener" } }], waits: true, readOnly: false, decides: [] },
    answered: { kind: "reply", line: 25, text: "(return)", from: "Handler", to: "Listener", within: [], answers: "event", outcome: { kind: "nothing" }, decides: [] },
    add: { ...call, line: 29, text: "addUser(entity)", to: "Minio", within: inLoop, method: "addUser", args: [entity] },
    added: { ...nothing, line: 31, text: "(CompletableFuture<Void>)", from: "Minio", within: inLoop, answers: "add" },
    mark: { ...call, line: 33, text: 'updateTask(entity, "MINIO_ADD_USER", true)', to: "Actions", within: inLoop, method: "updateTask", args: [entity, { name: "task", value: literal("MINIO_ADD_USER") }, { name: "done", value: literal(true) }] },
    finish: { ...call, line: 47, text: "updateUser(entity)", to: "Users", within: [], method: "updateUser", args: [entity] },
    ack: { ...call, line: 51, text: "ack.acknowledge()", to: "Listener", within: [], method: "acknowledge", receiver: "ack", args: [] },
  },
  fragments: {
    [loop]: { operator: "loop", line: 28, within: [], branches: [{ guard: "For each pending action from DB", line: 28, decisions: [{ component: "Handler", method: "pendingActions", answers: "items", type: z.string() }] }] },
  },
  orderings: {
    Handler: ordering("event", "persist", "persisted", "start", "answered", { [loop]: [["add", "added", "mark"]] }, "finish", "ack"),
  },
  policies: [],
};

export type Ack = Acknowledgement;
