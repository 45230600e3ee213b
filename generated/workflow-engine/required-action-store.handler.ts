import type { UserEntity } from "./messages.gen.ts";
import type { DbPort, RequiredActionStoreCollaborators, RequiredActionStorePort } from "./ports.gen.ts";

/** RequiredActionStore in diagrams/workflow-engine.puml. Yours: fill in, change, extend. */
export class RequiredActionStore implements RequiredActionStorePort {
  readonly #db: DbPort;

  constructor({ db }: RequiredActionStoreCollaborators) {
    this.#db = db;
  }

  /** addRegisterAction(entity) */
  async addRegisterAction(entity: UserEntity): Promise<void> {
    await this.#db.insertRequiredActions(entity);
  }

  /**
   * updateTask(entity, "MINIO_ADD_USER", true)
   * updateTask(entity, "MINIO_ADD_PATH", true)
   */
  async updateTask(
    entity: UserEntity,
    task: "MINIO_ADD_USER" | "MINIO_ADD_PATH",
    done: boolean,
  ): Promise<void> {
    await this.#db.updateRequiredAction(entity, task, done);
  }
}
