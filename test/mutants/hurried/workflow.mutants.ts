import type { UserEntity, UserRegistered } from "../../../generated/workflow-engine/messages.gen.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type {
  DbPort,
  KafkaListenerPort,
  MinioUserEventHandlerCollaborators,
  RequiredActionStoreCollaborators,
  UserJpaRepositoryCollaborators,
} from "../../../generated/workflow-engine/ports.gen.ts";
import { RequiredActionStore } from "../../../generated/workflow-engine/required-action-store.handler.ts";
import type { Mutant } from "../mutant.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** All of its methods, so that some can be replaced: what a component is given in a test has none to copy. */
const rest = (db: DbPort): DbPort => ({
  transaction: async (work) => db.transaction(work),
  insertUserAndEventLog: async (entity) => db.insertUserAndEventLog(entity),
  insertRequiredActions: async (entity) => db.insertRequiredActions(entity),
  updateRequiredAction: async (...args) => db.updateRequiredAction(...args),
  updateUserEntity: async (entity) => db.updateUserEntity(entity),
});

/** Mistakes of somebody in a hurry, in diagrams/workflow-engine.puml: background work, transactions, and entities that change. */
export const hurriedWorkflow: readonly Mutant[] = [
  {
    name: "MinioUserEventHandler changes the entity while it works",
    wrong: {
      Handler: (given: MinioUserEventHandlerCollaborators) =>
        new MinioUserEventHandler({
          ...given,
          minioSvc: {
            async minioAddUserCompletableFuture(entity) {
              await given.minioSvc.minioAddUserCompletableFuture(entity);
              const changed: Writable<UserEntity> = entity;
              changed.displayName = `${changed.displayName}!`;
            },
            createObjectPathCompletableFuture: async (entity) =>
              given.minioSvc.createObjectPathCompletableFuture(entity),
          },
        }),
    },
    caught: { by: "order", kind: "wrong-argument", line: 33 },
  },
  {
    name: "MinioUserEventHandler works for one user at a time, and forgets the others",
    wrong: {
      Handler: (given: MinioUserEventHandlerCollaborators) =>
        new (class extends MinioUserEventHandler {
          #works = false;
          protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
            if (this.#works) return;
            this.#works = true;
            super.addMinioUserCompletable(entity, {
              acknowledge: async () => {
                await ack.acknowledge();
                this.#works = false;
              },
            });
          }
        })(given),
    },
    caught: { by: "interleaving", kind: "missing", line: 29 },
  },
  {
    name: "MinioUserEventHandler remembers users, and skips those that it knows",
    wrong: {
      Handler: (given: MinioUserEventHandlerCollaborators) =>
        new (class extends MinioUserEventHandler {
          readonly #known = new Set<string>();
          override async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
            if (this.#known.has(event.userId)) return ack.acknowledge();
            await super.eventToEntity(event, ack);
            this.#known.add(event.userId);
          }
        })(given),
    },
    caught: { by: "interleaving", kind: "out-of-order", line: 51 },
  },
  {
    name: "MinioUserEventHandler logs what goes wrong in the background, and acknowledges",
    wrong: {
      Handler: (given: MinioUserEventHandlerCollaborators) => {
        const log: unknown[] = [];
        return new MinioUserEventHandler({
          ...given,
          userRepo: {
            persistUser: async (entity) => given.userRepo.persistUser(entity),
            updateUser: async (entity) =>
              given.userRepo.updateUser(entity).catch((error: unknown) => void log.push(error)),
          },
        });
      },
    },
    caught: { by: "fatal-fault", kind: "went-on-after-fault", line: 51 },
  },
  {
    name: "MinioUserEventHandler acknowledges when a minute is over, whatever became of the work",
    wrong: {
      Handler: (given: MinioUserEventHandlerCollaborators) =>
        new (class extends MinioUserEventHandler {
          protected override addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
            const timer = setTimeout(() => void ack.acknowledge(), 60_000);
            super.addMinioUserCompletable(entity, {
              acknowledge: async () => {
                clearTimeout(timer);
                await ack.acknowledge();
              },
            });
          }
        })(given),
    },
    caught: { by: "fatal-fault", kind: "went-on-after-fault", line: 51 },
  },
  {
    name: "UserJpaRepository does not wait for its transaction",
    wrong: {
      UserRepo: ({ db, actionStore }: UserJpaRepositoryCollaborators) => ({
        async persistUser(entity: UserEntity): Promise<UserEntity> {
          void db.transaction(async () => {
            await db.insertUserAndEventLog(entity);
            await actionStore.addRegisterAction(entity);
          });
          return entity;
        },
        updateUser: async (entity: UserEntity): Promise<void> => db.updateUserEntity(entity),
      }),
    },
    caught: { by: "order", kind: "out-of-order", line: 20 },
  },
  {
    name: "UserJpaRepository registers the action after the transaction",
    wrong: {
      UserRepo: ({ db, actionStore }: UserJpaRepositoryCollaborators) => ({
        async persistUser(entity: UserEntity): Promise<UserEntity> {
          await db.transaction(async () => db.insertUserAndEventLog(entity));
          await actionStore.addRegisterAction(entity);
          return entity;
        },
        updateUser: async (entity: UserEntity): Promise<void> => db.updateUserEntity(entity),
      }),
    },
    caught: { by: "atomicity", kind: "outside-transaction", line: 16 },
  },
  {
    name: "RequiredActionStore turns every task to done when one is",
    wrong: {
      ActionStore: ({ db }: RequiredActionStoreCollaborators) =>
        new RequiredActionStore({
          db: {
            ...rest(db),
            updateRequiredAction: async (entity) => {
              await db.updateRequiredAction(entity, "MINIO_ADD_USER", true);
              await db.updateRequiredAction(entity, "MINIO_ADD_PATH", true);
            },
          },
        }),
    },
    caught: { by: "order", kind: "out-of-order", line: 43 },
  },
  {
    name: "RequiredActionStore writes updates down a moment later, all at once",
    wrong: {
      ActionStore: ({ db }: RequiredActionStoreCollaborators) =>
        new RequiredActionStore({
          db: {
            ...rest(db),
            updateRequiredAction: async (...args) => {
              setTimeout(() => void db.updateRequiredAction(...args), 100);
            },
          },
        }),
    },
    caught: { by: "fatal-fault", kind: "swallowed-error", line: 35 },
    together: { by: "order", kind: "out-of-order", line: 41 },
  },
];
