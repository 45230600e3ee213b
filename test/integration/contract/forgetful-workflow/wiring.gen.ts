import { MinioAccountService } from "../../../../generated/workflow-engine/minio-account-service.handler.ts";
import type { UserEntity } from "../../../../generated/workflow-engine/messages.gen.ts";
import { system as right } from "../../../../generated/workflow-engine/wiring.gen.ts";
import { FatalError } from "../../../../runtime/errors/errors.ts";
import type { SystemDefinition } from "../../../../runtime/system/system-definition.ts";

/** Keeps in memory what it has done: the next process knows nothing of it. */
class Forgetful extends MinioAccountService {
  readonly #added = new Set<string>();

  override async minioAddUserCompletableFuture(entity: UserEntity): Promise<void> {
    await super.minioAddUserCompletableFuture(entity);
    this.#added.add(entity.userId);
  }

  override async createObjectPathCompletableFuture(entity: UserEntity): Promise<void> {
    if (!this.#added.has(entity.userId)) throw new FatalError("nobody has added this user");
    await super.createObjectPathCompletableFuture(entity);
  }
}

/** The workflow engine with a gateway that forgets: as generated code would wire it, so that a process of its own can load it. */
export const system: SystemDefinition = {
  ...right,
  gateways: { ...right.gateways, MinioSvc: (clients) => new Forgetful(clients) },
};
