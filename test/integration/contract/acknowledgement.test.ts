import { expect, test } from "vitest";
import type { UserEntity } from "../../../generated/workflow-engine/messages.gen.ts";
import { MinioAccountService } from "../../../generated/workflow-engine/minio-account-service.handler.ts";
import { steady } from "./steady-report.ts";
import { systemReport } from "./system-contract.ts";

test("a gateway that does not wait for its server is caught: the event is acknowledged before its work is done", async () => {
  class Hurried extends MinioAccountService {
    override async createObjectPathCompletableFuture(entity: UserEntity): Promise<void> {
      super.createObjectPathCompletableFuture(entity).catch(() => undefined);
    }
  }
  const gateways = {
    MinioSvc: (given: ConstructorParameters<typeof MinioAccountService>[0]) => new Hurried(given),
  };
  const report = await systemReport("workflow-engine", "acknowledgement", { gateways });
  await expect(steady(report)).toMatchFileSnapshot("reports/acknowledgement.txt");
  // Its calls and its effect are as they are drawn.
  expect(await systemReport("workflow-engine", "order", { gateways })).toBeUndefined();
});
