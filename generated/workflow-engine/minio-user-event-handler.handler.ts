import { type BackgroundTasks, parse } from "seqwright-runtime";
import { type JsonValue, type UserEntity, UserRegistered } from "./messages.gen.ts";
import type {
  KafkaListenerPort,
  MinioAccountServicePort,
  MinioUserEventHandlerCollaborators,
  MinioUserEventHandlerPort,
  RequiredActionStorePort,
  UserJpaRepositoryPort,
} from "./ports.gen.ts";

/** Where the actions are kept that a user's registration still requires. */
export interface PendingActionSource {
  pendingActions(entity: UserEntity): Promise<JsonValue[]>;
}

/** MinioUserEventHandler in diagrams/workflow-engine.puml. Yours: fill in, change, extend. */
export class MinioUserEventHandler implements MinioUserEventHandlerPort {
  readonly #userRepo: UserJpaRepositoryPort;
  readonly #minioSvc: MinioAccountServicePort;
  readonly #actionStore: RequiredActionStorePort;
  readonly #background: BackgroundTasks;
  readonly #pending: PendingActionSource | undefined;

  constructor({
    userRepo,
    minioSvc,
    actionStore,
    background,
    pending,
  }: MinioUserEventHandlerCollaborators & { readonly pending?: PendingActionSource }) {
    this.#userRepo = userRepo;
    this.#minioSvc = minioSvc;
    this.#actionStore = actionStore;
    this.#background = background;
    this.#pending = pending;
  }

  /** eventToEntity(event, ack) */
  async eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void> {
    parse(UserRegistered, event, "event");

    // Initialization Transaction (Synchronous)
    const entity = this.provideEntity(event);
    await this.#userRepo.persistUser(entity);

    // Asynchronous Workflow Execution
    this.addMinioUserCompletable(entity, ack);
  }

  /** What persistUser receives as entity; the diagram does not say where it comes from. */
  protected provideEntity(event: UserRegistered): UserEntity {
    return { userId: event.userId, eventId: event.eventId, displayName: event.displayName, active: false };
  }

  /**
   * addMinioUserCompletable(entity, ack)
   * Note: Returns CompletableFuture immediately.
   * Note: KafkaListener thread is now free.
   */
  protected addMinioUserCompletable(entity: UserEntity, ack: KafkaListenerPort): void {
    this.#background.run("addMinioUserCompletable", async () => {
      for (const _pendingAction of await this.eachPendingActionFromDb(entity)) {
        await this.#minioSvc.minioAddUserCompletableFuture(entity);
        await this.#actionStore.updateTask(entity, "MINIO_ADD_USER", true);
        await this.#minioSvc.createObjectPathCompletableFuture(entity);
        await this.#actionStore.updateTask(entity, "MINIO_ADD_PATH", true);
      }

      // Finalization
      await this.#userRepo.updateUser(entity);
      await ack.acknowledge();
    });
  }

  /** What "For each pending action from DB" goes through. */
  protected async eachPendingActionFromDb(entity: UserEntity): Promise<JsonValue[]> {
    if (this.#pending === undefined)
      throw new Error("MinioUserEventHandler needs a source of pending actions");
    return this.#pending.pendingActions(entity);
  }
}
