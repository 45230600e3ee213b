import type { UserEntity } from "./messages.gen.ts";
import type {
  DbPort,
  RequiredActionStorePort,
  UserJpaRepositoryCollaborators,
  UserJpaRepositoryPort,
} from "./ports.gen.ts";

/** UserJpaRepository in diagrams/workflow-engine.puml. Yours: fill in, change, extend. */
export class UserJpaRepository implements UserJpaRepositoryPort {
  readonly #db: DbPort;
  readonly #actionStore: RequiredActionStorePort;

  constructor({ db, actionStore }: UserJpaRepositoryCollaborators) {
    this.#db = db;
    this.#actionStore = actionStore;
  }

  /** persistUser(entity) */
  async persistUser(entity: UserEntity): Promise<UserEntity> {
    await this.#db.transaction(async () => {
      await this.#db.insertUserAndEventLog(entity);
      await this.#actionStore.addRegisterAction(entity);
    });
    return this.providePersistedEntity(entity);
  }

  /** updateUser(entity) */
  async updateUser(entity: UserEntity): Promise<void> {
    await this.#db.updateUserEntity(entity);
  }

  /** What the caller of persistUser receives as persistedEntity; the diagram does not say where it comes from. */
  protected providePersistedEntity(entity: UserEntity): UserEntity {
    return entity;
  }
}
