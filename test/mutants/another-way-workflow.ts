import { type BackgroundTasks, InvalidPayloadError } from "seqwright-runtime";
import {
  UserRegistered,
  type JsonValue,
  type UserEntity,
} from "../../generated/workflow-engine/messages.gen.ts";
import {
  MinioUserEventHandler,
  type PendingActionSource,
} from "../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type {
  KafkaListenerPort,
  MinioUserEventHandlerCollaborators,
  MinioUserEventHandlerPort,
  UserJpaRepositoryCollaborators,
} from "../../generated/workflow-engine/ports.gen.ts";
import { workflow, type AnotherWay } from "./right.ts";

type Given = MinioUserEventHandlerCollaborators & { readonly pending: PendingActionSource };

const handler = (name: string, make: (given: Given) => object): AnotherWay => ({
  name: `MinioUserEventHandler ${name}`,
  diagram: workflow,
  handlers: { Handler: make },
});

/** The filled-in handler, with its background work done in another way. */
abstract class Background extends MinioUserEventHandler {
  protected readonly given: Given;

  constructor(given: Given) {
    super(given);
    this.given = given;
  }

  protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
    this.given.background.run("register", () => this.work(entity, ack));
  }

  protected abstract work(entity: UserEntity, ack: KafkaListenerPort): Promise<void>;

  protected async round(entity: UserEntity): Promise<void> {
    await this.given.minioSvc.minioAddUserCompletableFuture(entity);
    await this.given.actionStore.updateTask(entity, "MINIO_ADD_USER", true);
    await this.given.minioSvc.createObjectPathCompletableFuture(entity);
    await this.given.actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
  }

  protected async end(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
    await this.given.userRepo.updateUser(entity);
    await ack.acknowledge();
  }
}

const background = (name: string, work: (made: typeof Background) => new (given: Given) => object) =>
  handler(name, (given) => new (work(Background))(given));

/** Handlers of diagrams/workflow-engine.puml that are right and look different. */
export const otherWorkflowHandlers: readonly AnotherWay[] = [
  handler("cannot do without its source of pending actions", (given) => {
    class Strict extends MinioUserEventHandler {
      readonly #pending: PendingActionSource;

      constructor() {
        super(given);
        if (typeof given.pending.pendingActions !== "function") throw new Error("a source is needed");
        this.#pending = given.pending;
      }

      protected override async eachPendingActionFromDb(entity: UserEntity): Promise<JsonValue[]> {
        return this.#pending.pendingActions(entity);
      }
    }
    return new Strict();
  }),
  background(
    "reads again until nothing is left",
    (Base) =>
      class extends Base {
        protected override async work(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
          for (
            let left = await this.eachPendingActionFromDb(entity);
            left.length > 0;
            left = await this.eachPendingActionFromDb(entity)
          ) {
            for (const _ of left) await this.round(entity);
          }
          await this.end(entity, ack);
        }
      },
  ),
  background(
    "does the first that is left, and reads again",
    (Base) =>
      class extends Base {
        protected override async work(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
          while ((await this.eachPendingActionFromDb(entity)).length > 0) await this.round(entity);
          await this.end(entity, ack);
        }
      },
  ),
  background(
    "maps over the actions, one after the other",
    (Base) =>
      class extends Base {
        protected override async work(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
          const rounds = (await this.eachPendingActionFromDb(entity)).map(() => () => this.round(entity));
          for (const round of rounds) await round();
          await this.end(entity, ack);
        }
      },
  ),
  background(
    "iterates with an async generator, and counts",
    (Base) =>
      class extends Base {
        async *#rounds(entity: UserEntity): AsyncGenerator<number> {
          const { length } = await this.eachPendingActionFromDb(entity);
          for (let index = 0; index < length; index += 1) yield index;
        }

        protected override async work(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
          for await (const _ of this.#rounds(entity)) await this.round(entity);
          await this.end(entity, ack);
        }
      },
  ),
  handler(
    "passes its acknowledgement on in an object of its own",
    (given) =>
      new (class extends MinioUserEventHandler {
        override async eventToEntity(received: UserRegistered, ack: KafkaListenerPort): Promise<void> {
          let done = false;
          const once: KafkaListenerPort = {
            acknowledge: async () => {
              if (!done) await ack.acknowledge();
              done = true;
            },
          };
          await super.eventToEntity(received, once);
        }
      })(given),
  ),
  handler(
    "passes a bound acknowledgement on",
    (given) =>
      new (class extends MinioUserEventHandler {
        override async eventToEntity(received: UserRegistered, ack: KafkaListenerPort): Promise<void> {
          await super.eventToEntity(received, { acknowledge: ack.acknowledge.bind(ack) });
        }
      })(given),
  ),
  background(
    "hands its acknowledgement to a helper",
    (Base) =>
      class extends Base {
        protected override async work(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
          for (const _ of await this.eachPendingActionFromDb(entity)) await this.round(entity);
          await this.#finish(entity, () => ack.acknowledge());
        }

        async #finish(entity: UserEntity, acknowledge: () => Promise<void>): Promise<void> {
          await this.given.userRepo.updateUser(entity);
          await acknowledge();
        }
      },
  ),
  handler("begins its background work in line, and is frozen", (given) => {
    class InLine implements MinioUserEventHandlerPort {
      readonly #background: BackgroundTasks = given.background;

      constructor() {
        Object.freeze(this);
      }

      async eventToEntity(received: UserRegistered, ack: KafkaListenerPort): Promise<void> {
        const { success, error, data } = UserRegistered.safeParse(received);
        if (!success) throw InvalidPayloadError.from("event", error);
        const entity: UserEntity = { ...data, active: false };
        await given.userRepo.persistUser(entity);
        this.#background.run("register", () => this.#register(entity, ack));
      }

      async #register(entity: UserEntity, ack: KafkaListenerPort): Promise<void> {
        for (const _ of await this.eachPendingActionFromDb(entity)) {
          await given.minioSvc.minioAddUserCompletableFuture(entity);
          await given.actionStore.updateTask(entity, "MINIO_ADD_USER", true);
          await given.minioSvc.createObjectPathCompletableFuture(entity);
          await given.actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
        }
        await given.userRepo.updateUser(entity);
        await ack.acknowledge();
      }

      protected async eachPendingActionFromDb(entity: UserEntity): Promise<JsonValue[]> {
        return given.pending.pendingActions(entity);
      }
    }
    return new InLine();
  }),
  handler("reads what is pending in a method of its own", (given) => {
    const register = async (entity: UserEntity, ack: KafkaListenerPort): Promise<void> => {
      for (const _ of await given.pending.pendingActions(entity)) {
        await given.minioSvc.minioAddUserCompletableFuture(entity);
        await given.actionStore.updateTask(entity, "MINIO_ADD_USER", true);
        await given.minioSvc.createObjectPathCompletableFuture(entity);
        await given.actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
      }
      await given.userRepo.updateUser(entity);
      await ack.acknowledge();
    };
    return {
      async eventToEntity(received: unknown, ack: KafkaListenerPort): Promise<void> {
        const { success, error, data } = UserRegistered.safeParse(received);
        if (!success) throw InvalidPayloadError.from("event", error);
        const entity: UserEntity = { ...data, active: false };
        await given.userRepo.persistUser(entity);
        given.background.run("register", () => register(entity, ack));
      },
    };
  }),
  {
    name: "UserJpaRepository builds its work first, and rolls back what fails",
    diagram: workflow,
    handlers: {
      UserRepo: ({ db, actionStore }: UserJpaRepositoryCollaborators) => ({
        async persistUser(entity: UserEntity): Promise<UserEntity> {
          const work = [
            () => db.insertUserAndEventLog(entity),
            () => actionStore.addRegisterAction(entity),
          ] as const;
          try {
            await db.transaction(async () => {
              for (const one of work) await one();
            });
          } catch (cause) {
            throw new Error(`user ${entity.userId} was not stored`, { cause });
          }
          return Object.freeze({ ...entity });
        },
        updateUser: (...[entity]: readonly [UserEntity]): Promise<void> => db.updateUserEntity(entity),
      }),
    },
  },
];
