import { randomUUID } from "node:crypto";
import type { MinioAdmin, ObjectStore } from "seqwright-runtime";
import type { UserEntity } from "./messages.gen.ts";
import type { MinioAccountServicePort } from "./ports.gen.ts";

const bucket = "users";

/** MinioAccountService in diagrams/workflow-engine.puml. Yours: fill in, change, extend. */
export class MinioAccountService implements MinioAccountServicePort {
  protected readonly admin: MinioAdmin;
  protected readonly objects: ObjectStore;

  constructor({ admin, objects }: { readonly admin: MinioAdmin; readonly objects: ObjectStore }) {
    this.admin = admin;
    this.objects = objects;
  }

  /** minioAddUserCompletableFuture(entity) */
  async minioAddUserCompletableFuture(entity: UserEntity): Promise<void> {
    // Adding a user who is there would give them a new secret, so a repeated action leaves them as they are.
    if ((await this.admin.userInfo(entity.userId)) !== undefined) return;
    // Nobody is told this secret: the diagram does not say who hands it out. Whoever does gives the account a new one.
    await this.admin.addUser(entity.userId, randomUUID());
  }

  /** createObjectPathCompletableFuture(entity) */
  async createObjectPathCompletableFuture(entity: UserEntity): Promise<void> {
    await this.objects.createBucket(bucket);
    await this.objects.createPath(bucket, `${encodeURIComponent(entity.userId)}/`);
  }
}
