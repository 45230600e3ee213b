import { expect, test } from "vitest";
import { Db } from "../../../generated/workflow-engine/db.handler.ts";
import type { UserEntity } from "../../../generated/workflow-engine/messages.gen.ts";
import { MinioAccountService } from "../../../generated/workflow-engine/minio-account-service.handler.ts";
import type { PropertyName } from "../../../runtime/model/property-name.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { type Changed, systemReport } from "./system-contract.ts";

type Gateways = NonNullable<Changed["gateways"]>;

const db = (Wrong: typeof Db): Gateways => ({ DB: (given) => new Wrong(given) });
const minio = (Wrong: typeof MinioAccountService): Gateways => ({ MinioSvc: (given) => new Wrong(given) });

class Hasty extends Db {
  override async updateUserEntity(entity: UserEntity): Promise<void> {
    super.updateUserEntity(entity).catch(() => undefined);
  }
}
class NoActions extends Db {
  override async insertRequiredActions(entity: UserEntity): Promise<void> {
    await this.sql.query(sql`SELECT ${entity.userId}::text`);
  }
}
class Misspelt extends Db {
  override async updateUserEntity(entity: UserEntity): Promise<void> {
    await this.sql.query(sql`UPDATE users SET active = TRUE WHERE user_id = ${entity.userId}`);
  }
}
class NotPending extends Db {
  override pendingActions(): Promise<never[]> {
    return Promise.resolve([]);
  }
}
class Removing extends Db {
  override async updateUserEntity(entity: UserEntity): Promise<void> {
    await this.sql.query(sql`DELETE FROM user_entity WHERE user_id = ${entity.userId}`);
  }
}
class LogsErrors extends Db {
  override async insertUserAndEventLog(entity: UserEntity): Promise<void> {
    await super.insertUserAndEventLog(entity).catch(() => undefined);
  }
}
class Forgiving extends MinioAccountService {
  override async minioAddUserCompletableFuture(entity: UserEntity): Promise<void> {
    await super.minioAddUserCompletableFuture(entity).catch(() => undefined);
  }
}
class NoPath extends MinioAccountService {
  override async createObjectPathCompletableFuture(): Promise<void> {}
}
class Throwing extends MinioAccountService {
  override async createObjectPathCompletableFuture(entity: UserEntity): Promise<void> {
    await this.objects.createPath("Not A Bucket", `${entity.userId}/`);
  }
}
class Unawaited extends MinioAccountService {
  override async minioAddUserCompletableFuture(entity: UserEntity): Promise<void> {
    super.minioAddUserCompletableFuture(entity).catch(() => undefined);
  }
}

const wrong: readonly (readonly [string, PropertyName, Gateways, RegExp])[] = [
  [
    "does not wait for its database",
    "acknowledgement",
    db(Hasty),
    /was committed while the server was still at work/,
  ],
  ["reads where it should insert", "order", db(NoActions), /did not write the table required_action/],
  ["names a table that is not there", "order", db(Misspelt), /users/],
  ["never finds anything pending", "coverage", db(NotPending), /never happened/],
  ["removes what it should change", "order", db(Removing), /failed with .*violates foreign key/],
  [
    "swallows what its database says",
    "fatal-fault",
    db(LogsErrors),
    /was answered as if nothing had happened/,
  ],
  [
    "swallows what its server says",
    "fatal-fault",
    minio(Forgiving),
    /was answered as if nothing had happened/,
  ],
  ["does nothing", "order", minio(NoPath), /asked no server anything/],
  ["asks for what its server refuses", "order", minio(Throwing), /failed with/],
  ["does not wait", "acknowledgement", minio(Unawaited), /was committed while the server was still at work/],
];

test.each(wrong)("a gateway that %s is caught by %s", async (_, property, gateways, reason) => {
  expect(await systemReport("workflow-engine", property, { gateways })).toMatch(reason);
});
