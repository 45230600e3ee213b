// Generated from diagrams/workflow-engine.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import type { BackgroundTasks } from "seqwright-runtime";
import type { UserEntity, UserRegistered } from "./messages.gen.ts";

/** What is asked of KafkaListener in diagrams/workflow-engine.puml. */
export interface KafkaListenerPort {
  /** ack.acknowledge() */
  acknowledge(): Promise<void>;
}

/** What is asked of MinioUserEventHandler in diagrams/workflow-engine.puml. */
export interface MinioUserEventHandlerPort {
  /** eventToEntity(event, ack) */
  eventToEntity(event: UserRegistered, ack: KafkaListenerPort): Promise<void>;
}

/** What is asked of UserJpaRepository in diagrams/workflow-engine.puml. */
export interface UserJpaRepositoryPort {
  /** persistUser(entity) */
  persistUser(entity: UserEntity): Promise<UserEntity>;
  /** updateUser(entity) */
  updateUser(entity: UserEntity): Promise<void>;
}

/** What is asked of RequiredActionStore in diagrams/workflow-engine.puml. */
export interface RequiredActionStorePort {
  /** addRegisterAction(entity) */
  addRegisterAction(entity: UserEntity): Promise<void>;
  /**
   * updateTask(entity, "MINIO_ADD_USER", true)
   * updateTask(entity, "MINIO_ADD_PATH", true)
   */
  updateTask(entity: UserEntity, task: "MINIO_ADD_USER" | "MINIO_ADD_PATH", done: boolean): Promise<void>;
}

/** What is asked of MinioAccountService in diagrams/workflow-engine.puml. */
export interface MinioAccountServicePort {
  /** minioAddUserCompletableFuture(entity) */
  minioAddUserCompletableFuture(entity: UserEntity): Promise<void>;
  /** createObjectPathCompletableFuture(entity) */
  createObjectPathCompletableFuture(entity: UserEntity): Promise<void>;
}

/** What is asked of DB in diagrams/workflow-engine.puml. */
export interface DbPort {
  /** Everything that `work` asks of it happens as a whole or not at all: Initialization Transaction (Synchronous). */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** INSERT UserEntity, EventLog */
  insertUserAndEventLog(entity: UserEntity): Promise<void>;
  /** INSERT RequiredAction(s) */
  insertRequiredActions(entity: UserEntity): Promise<void>;
  /** UPDATE RequiredAction */
  updateRequiredAction(
    entity: UserEntity,
    task: "MINIO_ADD_USER" | "MINIO_ADD_PATH",
    done: boolean,
  ): Promise<void>;
  /** UPDATE UserEntity (e.g., set activate=true) */
  updateUserEntity(entity: UserEntity): Promise<void>;
}

/** Whom MinioUserEventHandler works with. */
export interface MinioUserEventHandlerCollaborators {
  readonly userRepo: UserJpaRepositoryPort;
  readonly minioSvc: MinioAccountServicePort;
  readonly actionStore: RequiredActionStorePort;
  readonly background: BackgroundTasks;
}

/** Whom UserJpaRepository works with. */
export interface UserJpaRepositoryCollaborators {
  readonly db: DbPort;
  readonly actionStore: RequiredActionStorePort;
}

/** Whom RequiredActionStore works with. */
export interface RequiredActionStoreCollaborators {
  readonly db: DbPort;
}
