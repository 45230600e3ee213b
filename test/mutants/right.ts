import type { ComponentFactories } from "../../runtime/contract/index.ts";
import type { DiagramProtocol } from "../../runtime/index.ts";
import { EventHandler } from "../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import { EventRepository } from "../../generated/event-콘텐츠생성완료구독/event-repository.handler.ts";
import type * as EventPorts from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { protocol as eventProtocol } from "../../generated/event-콘텐츠생성완료구독/steps.gen.ts";
import { ApiGateway } from "../../generated/content-이미지결과조회/api-gateway.handler.ts";
import { ContentController } from "../../generated/content-이미지결과조회/content-controller.handler.ts";
import { ContentService } from "../../generated/content-이미지결과조회/content-service.handler.ts";
import { JobManager } from "../../generated/content-이미지결과조회/job-manager.handler.ts";
import type * as PollingPorts from "../../generated/content-이미지결과조회/ports.gen.ts";
import { protocol as pollingProtocol } from "../../generated/content-이미지결과조회/steps.gen.ts";
import { MinioUserEventHandler } from "../../generated/workflow-engine/minio-user-event-handler.handler.ts";
import type * as WorkflowPorts from "../../generated/workflow-engine/ports.gen.ts";
import { RequiredActionStore } from "../../generated/workflow-engine/required-action-store.handler.ts";
import { protocol as workflowProtocol } from "../../generated/workflow-engine/steps.gen.ts";
import { UserJpaRepository } from "../../generated/workflow-engine/user-jpa-repository.handler.ts";

/** A diagram and the handlers that fulfil it, as its contract test builds them. */
export interface Fulfilled {
  readonly protocol: DiagramProtocol;
  readonly right: ComponentFactories;
  /** Where its contract test is, with what else the developer has written. */
  readonly handlers: string;
}

/** A handler that does what the diagram says, but looks different from the one that is filled in. */
export interface AnotherWay {
  readonly name: string;
  readonly diagram: Fulfilled;
  readonly handlers: ComponentFactories;
}

export const event: Fulfilled = {
  handlers: placeOf("event-콘텐츠생성완료구독"),
  protocol: eventProtocol,
  right: {
    Handler: (given: EventPorts.EventHandlerCollaborators) => new EventHandler(given),
    Repo: (given: EventPorts.EventRepositoryCollaborators) => new EventRepository(given),
  },
};

export const polling: Fulfilled = {
  handlers: placeOf("content-이미지결과조회"),
  protocol: pollingProtocol,
  right: {
    Gateway: (given: PollingPorts.ApiGatewayCollaborators) => new ApiGateway(given),
    Controller: (given: PollingPorts.ContentControllerCollaborators) => new ContentController(given),
    Service: (given: PollingPorts.ContentServiceCollaborators) => new ContentService(given),
    JobMgr: (given: PollingPorts.JobManagerCollaborators) => new JobManager(given),
  },
};

export const workflow: Fulfilled = {
  handlers: placeOf("workflow-engine"),
  protocol: workflowProtocol,
  right: {
    Handler: (given: WorkflowPorts.MinioUserEventHandlerCollaborators) => new MinioUserEventHandler(given),
    UserRepo: (given: WorkflowPorts.UserJpaRepositoryCollaborators) => new UserJpaRepository(given),
    ActionStore: (given: WorkflowPorts.RequiredActionStoreCollaborators) => new RequiredActionStore(given),
  },
};

function placeOf(name: string): string {
  return new URL(`../../generated/${encodeURIComponent(name)}/contract.gen.test.ts`, import.meta.url).href;
}
