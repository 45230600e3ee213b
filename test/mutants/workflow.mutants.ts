import { FatalError, parse } from "seqwright-runtime";
import {
  type JsonValue,
  UserRegistered,
  type UserEntity,
} from "../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type {
  KafkaListenerPort,
  MinioUserEventHandlerCollaborators,
  RequiredActionStoreCollaborators,
  UserJpaRepositoryCollaborators,
} from "../../generated/workflow-engine/ports.gen.ts";
import { RequiredActionStore } from "../../generated/workflow-engine/required-action-store.handler.ts";
import { UserJpaRepository } from "../../generated/workflow-engine/user-jpa-repository.handler.ts";
import { hurriedWorkflow } from "./hurried/workflow.mutants.ts";
import type { Mutant } from "./mutant.ts";

/** The filled-in handler again, in parts that a mistake can replace. */
class Handler extends MinioUserEventHandler {
  protected readonly given: MinioUserEventHandlerCollaborators;

  constructor(given: MinioUserEventHandlerCollaborators) {
    super(given);
    this.given = given;
  }

  protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
    this.given.background.run("workflow", () => this.workflow(entity, ack));
  }

  protected async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
    for (const _ of await this.eachPendingActionFromDb(entity)) await this.round(entity, ack);
    await this.finalize(entity, ack);
  }

  protected async round(entity: UserEntity, _ack: KafkaListenerPort): Promise<void> {
    await this.addUser(entity);
    await this.addPath(entity);
  }

  protected async addUser(entity: UserEntity): Promise<void> {
    await this.given.minioSvc.minioAddUserCompletableFuture(entity);
    await this.given.actionStore.updateTask(entity, "MINIO_ADD_USER", true);
  }

  protected async addPath(entity: UserEntity): Promise<void> {
    await this.given.minioSvc.createObjectPathCompletableFuture(entity);
    await this.given.actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
  }

  protected async finalize(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
    await this.given.userRepo.updateUser(entity);
    await ack.acknowledge();
  }
}

class Users extends UserJpaRepository {
  protected readonly given: UserJpaRepositoryCollaborators;

  constructor(given: UserJpaRepositoryCollaborators) {
    super(given);
    this.given = given;
  }
}

class Actions extends RequiredActionStore {
  protected readonly given: RequiredActionStoreCollaborators;

  constructor(given: RequiredActionStoreCollaborators) {
    super(given);
    this.given = given;
  }
}

type Task = Parameters<RequiredActionStore["updateTask"]>[1];
type Expectation = Omit<Mutant, "name" | "wrong">;

const handler = (name: string, wrong: typeof Handler, rest: Expectation): Mutant => ({
  name: `MinioUserEventHandler ${name}`,
  wrong: { Handler: (given: MinioUserEventHandlerCollaborators) => new wrong(given) },
  ...rest,
});

const users = (name: string, wrong: typeof Users, rest: Expectation): Mutant => ({
  name: `UserJpaRepository ${name}`,
  wrong: { UserRepo: (given: UserJpaRepositoryCollaborators) => new wrong(given) },
  ...rest,
});

const actions = (name: string, wrong: typeof Actions, rest: Expectation): Mutant => ({
  name: `RequiredActionStore ${name}`,
  wrong: { ActionStore: (given: RequiredActionStoreCollaborators) => new wrong(given) },
  ...rest,
});

const acknowledgements: readonly Mutant[] = [
  handler(
    "acknowledges as soon as it works in the background",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await ack.acknowledge();
        await super.workflow(entity, { acknowledge: async () => undefined });
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 51 } },
  ),
  handler(
    "acknowledges before it has returned",
    class extends Handler {
      protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
        void ack.acknowledge();
        super.addMinioUserCompletable(entity, { acknowledge: async () => undefined });
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 51 } },
  ),
  handler(
    "acknowledges in every round of the loop",
    class extends Handler {
      protected override async round(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await super.round(entity, ack);
        await ack.acknowledge();
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 51 } },
  ),
  handler(
    "acknowledges before the user is active",
    class extends Handler {
      protected override async finalize(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await ack.acknowledge();
        await this.given.userRepo.updateUser(entity);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 51 } },
  ),
  handler(
    "never acknowledges",
    class extends Handler {
      protected override async finalize(entity: UserEntity): Promise<void> {
        await this.given.userRepo.updateUser(entity);
      }
    },
    { caught: { by: "order", kind: "missing", line: 51 } },
  ),
  handler(
    "acknowledges twice",
    class extends Handler {
      protected override async finalize(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await super.finalize(entity, ack);
        await ack.acknowledge();
      }
    },
    { caught: { by: "order", kind: "repeated", line: 51 } },
  ),
  handler(
    "acknowledges even when the work has failed",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        try {
          await super.workflow(entity, { acknowledge: async () => undefined });
        } finally {
          await ack.acknowledge();
        }
      }
    },
    {
      caught: {
        by: "fatal-fault",
        kind: "went-on-after-fault",
        line: 51,
        also: ["acknowledgement", "transient-fault"],
      },
    },
  ),
];

const background: readonly Mutant[] = [
  handler(
    "keeps the listener waiting for the whole workflow",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        await super.eventToEntity(event, ack);
        await this.workflow(this.provideEntity(event), ack);
      }
      protected override addMinioUserCompletable(): void {
        // The work follows at once.
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 47 } },
  ),
  handler(
    "starts the work at once, and only does not wait for its end",
    class extends Handler {
      protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
        void this.workflow(entity, ack);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 47 } },
  ),
  handler(
    "waits for its own background work",
    class extends Handler {
      #done: Promise<void> = Promise.resolve();
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        await super.eventToEntity(event, ack);
        await this.#done;
      }
      protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
        this.#done = new Promise((done) => {
          this.given.background.run("workflow", async () => {
            await this.workflow(entity, ack);
            done();
          });
        });
      }
    },
    { caught: { by: "order", kind: "stalled", line: 25 } },
  ),
  handler(
    "works past the step that the diagram names",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        const entity = this.provideEntity(parse(UserRegistered, event, "event"));
        await this.given.userRepo.persistUser(entity);
        this.given.background.run("workflow", () => this.workflow(entity, ack));
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 25 } },
  ),
  handler(
    "starts the work before the user is persisted",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        const entity = this.provideEntity(parse(UserRegistered, event, "event"));
        this.addMinioUserCompletable(entity, ack);
        await this.given.userRepo.persistUser(entity);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 23 } },
  ),
  handler(
    "does not wait until the user is persisted",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        const entity = this.provideEntity(parse(UserRegistered, event, "event"));
        void this.given.userRepo.persistUser(entity);
        this.addMinioUserCompletable(entity, ack);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 23 } },
  ),
  handler(
    "loses what goes wrong in the background",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await super.workflow(entity, ack).catch(() => undefined);
      }
    },
    {
      caught: { by: "fatal-fault", kind: "swallowed-error", line: 47, also: ["transient-fault"] },
      together: { line: 49 },
    },
  ),
];

const rounds: readonly Mutant[] = [
  handler(
    "leaves the last action out",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        for (const _ of (await this.eachPendingActionFromDb(entity)).slice(1)) await this.round(entity, ack);
        await this.finalize(entity, ack);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 47 } },
  ),
  handler(
    "goes round once more than there are actions",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        for (const _ of await this.eachPendingActionFromDb(entity)) await this.round(entity, ack);
        await this.round(entity, ack);
        await this.finalize(entity, ack);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 29 } },
  ),
  handler(
    "does only the first action",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        const [first] = await this.eachPendingActionFromDb(entity);
        if (first !== undefined) await this.round(entity, ack);
        await this.finalize(entity, ack);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 47 } },
  ),
  handler(
    "always goes round just once, without asking",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await this.round(entity, ack);
        await this.finalize(entity, ack);
      }
    },
    { caught: { by: "coverage", kind: "never-exercised", line: 29 } },
  ),
  handler(
    "has forgotten the loop",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await this.finalize(entity, ack);
      }
    },
    { caught: { by: "coverage", kind: "never-exercised", line: 29 } },
  ),
  handler(
    "does all actions at the same time",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        const pending = await this.eachPendingActionFromDb(entity);
        await Promise.all(pending.map(() => this.round(entity, ack)));
        await this.finalize(entity, ack);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 29 } },
  ),
  handler(
    "activates the user in every round",
    class extends Handler {
      protected override async round(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await super.round(entity, ack);
        await this.given.userRepo.updateUser(entity);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 47 } },
  ),
  handler(
    "marks a task as done before it is",
    class extends Handler {
      protected override async addUser(entity: UserEntity): Promise<void> {
        await this.given.actionStore.updateTask(entity, "MINIO_ADD_USER", true);
        await this.given.minioSvc.minioAddUserCompletableFuture(entity);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 33 } },
  ),
  handler(
    "creates the path before the user",
    class extends Handler {
      protected override async round(entity: UserEntity): Promise<void> {
        await this.addPath(entity);
        await this.addUser(entity);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 37 } },
  ),
  handler(
    "creates the path and the user at the same time",
    class extends Handler {
      protected override async round(entity: UserEntity): Promise<void> {
        await Promise.all([this.addUser(entity), this.addPath(entity)]);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 37 } },
  ),
  handler(
    "marks only one of the two tasks",
    class extends Handler {
      protected override async addPath(entity: UserEntity): Promise<void> {
        await this.given.minioSvc.createObjectPathCompletableFuture(entity);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 47 } },
  ),
  handler(
    "marks the other task",
    class extends Handler {
      protected override async addUser(entity: UserEntity): Promise<void> {
        await this.given.minioSvc.minioAddUserCompletableFuture(entity);
        await this.given.actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 41 } },
  ),
  handler(
    "marks a task as not done",
    class extends Handler {
      protected override async addUser(entity: UserEntity): Promise<void> {
        await this.given.minioSvc.minioAddUserCompletableFuture(entity);
        await this.given.actionStore.updateTask(entity, "MINIO_ADD_USER", false);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 33 } },
  ),
  handler(
    "tries a failed action again at once",
    class extends Handler {
      protected override async round(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await super.round(entity, ack).catch(() => super.round(entity, ack));
      }
    },
    { caught: { by: "fatal-fault", kind: "repeated-after-fault", line: 29, also: ["transient-fault"] } },
  ),
  handler(
    "goes on with the next action when one has failed",
    class extends Handler {
      protected override async round(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        await super.round(entity, ack).catch(() => undefined);
      }
    },
    { caught: { by: "fatal-fault", kind: "went-on-after-fault", line: 47, also: ["transient-fault"] } },
  ),
];

const payloads: readonly Mutant[] = [
  handler(
    "passes on whatever comes",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        const entity = this.provideEntity(event);
        await this.given.userRepo.persistUser(entity);
        this.addMinioUserCompletable(entity, ack);
      }
    },
    { caught: { by: "bad-input", kind: "wrote-bad-input", line: 13, only: true }, together: { line: 15 } },
  ),
  handler(
    "looks only whether there is a user",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        if (!event.userId) throw new FatalError("no userId");
        const entity = this.provideEntity(event);
        await this.given.userRepo.persistUser(entity);
        this.addMinioUserCompletable(entity, ack);
      }
    },
    { caught: { by: "bad-input", kind: "wrote-bad-input", line: 13, only: true }, together: { line: 15 } },
  ),
  handler(
    "drops what is not valid without a word",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        if (UserRegistered.safeParse(event).success) await super.eventToEntity(event, ack);
      }
    },
    { caught: { by: "bad-input", kind: "accepted-bad-input", line: 10, only: true } },
  ),
  handler(
    "refuses users without a name",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        if (event.displayName.trim() === "") throw new FatalError("no displayName");
        await super.eventToEntity(event, ack);
      }
    },
    { caught: { by: "order", kind: "failed", line: 13 } },
  ),
  handler(
    "goes on with what the repository has made of the entity",
    class extends Handler {
      override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        const entity = this.provideEntity(parse(UserRegistered, event, "event"));
        this.addMinioUserCompletable(await this.given.userRepo.persistUser(entity), ack);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 23 }, together: "right" },
  ),
];

const stores: readonly Mutant[] = [
  users(
    "registers the action before the user is there",
    class extends Users {
      override async persistUser(entity: UserEntity): Promise<UserEntity> {
        await this.given.db.transaction(async () => {
          await this.given.actionStore.addRegisterAction(entity);
          await this.given.db.insertUserAndEventLog(entity);
        });
        return entity;
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 16 } },
  ),
  users(
    "does not wait for the insert",
    class extends Users {
      override async persistUser(entity: UserEntity): Promise<UserEntity> {
        await this.given.db.transaction(async () => {
          void this.given.db.insertUserAndEventLog(entity);
          await this.given.actionStore.addRegisterAction(entity);
        });
        return entity;
      }
    },
    {
      caught: {
        by: "fatal-fault",
        kind: "went-on-after-fault",
        line: 16,
        also: ["atomicity", "late-answer", "transient-fault"],
      },
    },
  ),
  users(
    "registers no action",
    class extends Users {
      override async persistUser(entity: UserEntity): Promise<UserEntity> {
        await this.given.db.transaction(() => this.given.db.insertUserAndEventLog(entity));
        return entity;
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 20 } },
  ),
  users(
    "inserts without the transaction",
    class extends Users {
      override async persistUser(entity: UserEntity): Promise<UserEntity> {
        await this.given.db.insertUserAndEventLog(entity);
        await this.given.actionStore.addRegisterAction(entity);
        return entity;
      }
    },
    { caught: { by: "atomicity", kind: "outside-transaction", line: 15, only: true } },
  ),
  users(
    "inserts in a transaction each",
    class extends Users {
      override async persistUser(entity: UserEntity): Promise<UserEntity> {
        await this.given.db.transaction(() => this.given.db.insertUserAndEventLog(entity));
        await this.given.db.transaction(() => this.given.actionStore.addRegisterAction(entity));
        return entity;
      }
    },
    { caught: { by: "atomicity", kind: "outside-transaction", line: 16, only: true } },
  ),
  users(
    "answers with nothing",
    class extends Users {
      override async persistUser(entity: UserEntity): Promise<UserEntity> {
        await super.persistUser(entity);
        return undefined as unknown as UserEntity;
      }
    },
    { caught: { by: "order", kind: "wrong-answer", line: 20 } },
  ),
  users(
    "activates the user at once",
    class extends Users {
      override async persistUser(entity: UserEntity): Promise<UserEntity> {
        const persisted = await super.persistUser(entity);
        await this.given.db.updateUserEntity(entity);
        return persisted;
      }
    },
    { caught: { by: "order", kind: "out-of-order", line: 49 } },
  ),
  users(
    "updates the user of another id",
    class extends Users {
      override async updateUser(entity: UserEntity): Promise<void> {
        await this.given.db.updateUserEntity({ ...entity, userId: entity.eventId });
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 49 } },
  ),
  users(
    "inserts the user again instead of updating it",
    class extends Users {
      override async updateUser(entity: UserEntity): Promise<void> {
        await this.given.db.insertUserAndEventLog(entity);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 15 } },
  ),
  users(
    "does not wait for the update",
    class extends Users {
      override async updateUser(entity: UserEntity): Promise<void> {
        void this.given.db.updateUserEntity(entity);
      }
    },
    {
      caught: {
        by: "fatal-fault",
        kind: "swallowed-error",
        line: 49,
        also: ["late-answer", "transient-fault"],
      },
      together: {
        also: ["acknowledgement", "late-answer", "transient-fault"],
        kind: "went-on-after-fault",
        line: 51,
      },
    },
  ),
  users(
    "takes a failed insert for a user that is there already",
    class extends Users {
      override async persistUser(entity: UserEntity): Promise<UserEntity> {
        await this.given.db.transaction(async () => {
          await this.given.db.insertUserAndEventLog(entity).catch(() => undefined);
          await this.given.actionStore.addRegisterAction(entity);
        });
        return entity;
      }
    },
    {
      caught: {
        by: "fatal-fault",
        kind: "went-on-after-fault",
        line: 16,
        also: ["atomicity", "transient-fault"],
      },
    },
  ),
  actions(
    "marks the same task whatever it is told",
    class extends Actions {
      override async updateTask(entity: UserEntity, _task: Task, done: boolean): Promise<void> {
        await super.updateTask(entity, "MINIO_ADD_USER", done);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 43 } },
  ),
  actions(
    "knows only one of the tasks",
    class extends Actions {
      override async updateTask(entity: UserEntity, task: Task, done: boolean): Promise<void> {
        if (task === "MINIO_ADD_USER") await super.updateTask(entity, task, done);
      }
    },
    { caught: { by: "order", kind: "missing", line: 43 } },
  ),
  actions(
    "turns done into not done",
    class extends Actions {
      override async updateTask(entity: UserEntity, task: Task, done: boolean): Promise<void> {
        await super.updateTask(entity, task, !done);
      }
    },
    { caught: { by: "order", kind: "wrong-argument", line: 35 } },
  ),
  actions(
    "inserts one row for each of the two tasks",
    class extends Actions {
      override async addRegisterAction(entity: UserEntity): Promise<void> {
        await super.addRegisterAction(entity);
        await super.addRegisterAction(entity);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 18 } },
  ),
  actions(
    "inserts the row anew instead of updating it",
    class extends Actions {
      override async updateTask(entity: UserEntity): Promise<void> {
        await this.given.db.insertRequiredActions(entity);
      }
    },
    { caught: { by: "order", kind: "repeated", line: 18 } },
  ),
  actions(
    "takes a failed update for one that another worker has made",
    class extends Actions {
      override async updateTask(entity: UserEntity, task: Task, done: boolean): Promise<void> {
        await super.updateTask(entity, task, done).catch(() => undefined);
      }
    },
    {
      caught: { by: "fatal-fault", kind: "swallowed-error", line: 35, also: ["transient-fault"] },
      together: { kind: "went-on-after-fault", line: 37 },
    },
  ),
  actions(
    "tries a failed insert again",
    class extends Actions {
      override async addRegisterAction(entity: UserEntity): Promise<void> {
        await super.addRegisterAction(entity).catch(() => super.addRegisterAction(entity));
      }
    },
    {
      caught: { by: "fatal-fault", kind: "repeated-after-fault", line: 18, also: ["transient-fault"] },
      together: { also: ["atomicity", "transient-fault"] },
    },
  ),
];

const decisions: readonly Mutant[] = [
  {
    name: "MinioUserEventHandler does all actions once, and asks nobody what is pending",
    wrong: { Handler: (given: MinioUserEventHandlerCollaborators) => forgetful(given) },
    caught: { by: "coverage", kind: "never-exercised", line: 29, only: true },
  },
  handler(
    "finds no pending action",
    class extends Handler {
      protected override async eachPendingActionFromDb(_: UserEntity): Promise<JsonValue[]> {
        return [];
      }
    },
    { caught: { by: "decisions", kind: "idle-decision", line: 29, only: true } },
  ),
  handler(
    "never asks what is pending",
    class extends Handler {
      protected override async workflow(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        rows += 1;
        for (let round = rows % 3; round > 0; round -= 1) await this.round(entity, ack);
        await this.finalize(entity, ack);
      }
    },
    { caught: { by: "decisions", kind: "idle-decision", line: 29, only: true } },
  ),
  handler(
    "looks for what is pending in a list that is not there",
    class extends Handler {
      protected override async eachPendingActionFromDb(entity: UserEntity): Promise<JsonValue[]> {
        const { actions } = entity as UserEntity & { actions: JsonValue[] };
        return actions.slice();
      }
    },
    { caught: { by: "decisions", kind: "wrong-decision", line: 29, only: true } },
  ),
  handler(
    "changes the user while it looks for what is pending",
    class extends Handler {
      protected override async eachPendingActionFromDb(entity: UserEntity): Promise<JsonValue[]> {
        entity.active = !entity.active;
        return super.eachPendingActionFromDb(entity);
      }
    },
    { caught: { by: "decisions", kind: "wrong-decision", line: 29, only: true } },
  ),
];

let rows = 0;

/** Without the method that says what is pending: then only what it does can be judged. */
const forgetful = ({ userRepo, minioSvc, actionStore, background }: MinioUserEventHandlerCollaborators) => ({
  async eventToEntity(received: UserRegistered, ack: KafkaListenerPort): Promise<void> {
    const entity = { ...parse(UserRegistered, received, "event"), active: false };
    await userRepo.persistUser(entity);
    background.run("workflow", async () => {
      await minioSvc.minioAddUserCompletableFuture(entity);
      await actionStore.updateTask(entity, "MINIO_ADD_USER", true);
      await minioSvc.createObjectPathCompletableFuture(entity);
      await actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
      await userRepo.updateUser(entity);
      await ack.acknowledge();
    });
  },
});

/** Wrong handlers for diagrams/workflow-engine.puml. */
export const workflowMutants: readonly Mutant[] = [
  ...hurriedWorkflow,
  ...acknowledgements,
  ...background,
  ...rounds,
  ...payloads,
  ...stores,
  ...decisions,
];
