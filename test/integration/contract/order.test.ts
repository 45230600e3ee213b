import { expect, test } from "vitest";
import { Db } from "../../../generated/workflow-engine/db.handler.ts";
import type { UserEntity } from "../../../generated/workflow-engine/messages.gen.ts";
import { MinioAccountService } from "../../../generated/workflow-engine/minio-account-service.handler.ts";
import { MinioUserEventHandler } from "../../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type { MinioUserEventHandlerCollaborators } from "../../../generated/workflow-engine/ports.gen.ts";
import { setup } from "../../../generated/workflow-engine/system.ts";
import type { Samples } from "../../../runtime/contract/samples.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { systemReport } from "./system-contract.ts";

test("a gateway that does nothing is caught, though it answers as drawn", async () => {
  class Idle extends MinioAccountService {
    override async createObjectPathCompletableFuture(): Promise<void> {}
  }
  const report = await systemReport("workflow-engine", "order", {
    gateways: { MinioSvc: (clients) => new Idle(clients) },
  });
  expect(report).toContain("diagrams/workflow-engine.puml:37  Handler -> MinioSvc");
  expect(report).toContain("but the gateway of MinioAccountService asked no server anything");
  expect(report).toMatch(/npx seqwright test workflow-engine --property order --system --seed \d+ --path \d/);
});

test("a gateway that forgets one of the tables that its arrow names is caught", async () => {
  class Forgetful extends Db {
    override async insertUserAndEventLog(entity: UserEntity): Promise<void> {
      await this.sql.query(sql`INSERT INTO user_entity (user_id, event_id, display_name, active)
        VALUES (${entity.userId}, ${entity.eventId}, ${entity.displayName}, FALSE)`);
    }
  }
  const report = await systemReport("workflow-engine", "order", {
    gateways: { DB: (clients) => new Forgetful(clients) },
  });
  expect(report).toContain("diagrams/workflow-engine.puml:15  UserRepo -> DB");
  expect(report).toContain("did not write the table event_log");
});

test("a migration that does not fit the statements is caught", async () => {
  const migrations = (setup.migrations ?? []).map((migration) => ({
    ...migration,
    statements: migration.statements.map(({ text, values }) => ({
      text: text.replace("minio_add_path boolean", "minio_path boolean").replace("AND minio_add_path", ""),
      values,
    })),
  }));
  const report = await systemReport("workflow-engine", "order", {
    beside: { setup: { ...setup, migrations } },
  });
  expect(report).toMatch(/minio_add_path/);
});

test("a migration that PostgreSQL refuses is told as what kept the system from starting", async () => {
  const broken = { name: "001-broken", statements: [sql`CREATE TABLE user_entity (user_id nonsense)`] };
  const report = await systemReport("workflow-engine", "order", {
    beside: { setup: { ...setup, migrations: [broken] } },
  });
  expect(report).toContain("the system could not be started");
  expect(report).toMatch(/type \\*"nonsense\\*" does not exist/);
});

test("samples that fail are told as the developer's own", async () => {
  const samples: Samples = {
    before() {
      throw new RangeError("no such user");
    },
  };
  await expect(systemReport("workflow-engine", "order", { beside: { samples } })).rejects.toThrow(
    'samples.ts could not prepare the world for eventToEntity: RangeError("no such user")',
  );
});

test("a decision that never lets a round begin is caught where samples say that all is reached", async () => {
  class Blind extends MinioUserEventHandler {
    protected override async eachPendingActionFromDb(): Promise<never[]> {
      return [];
    }
  }
  const components = {
    Handler: (given: MinioUserEventHandlerCollaborators) => new Blind(given),
  };
  expect(await systemReport("workflow-engine", "order", { components })).toBeUndefined();
  const report = await systemReport("workflow-engine", "coverage", { components });
  expect(report).toContain("minioAddUserCompletableFuture(entity)  never happened");
  expect(
    await systemReport("workflow-engine", "coverage", { components, beside: { samples: {} } }),
  ).toBeUndefined();
});
