/** Mutants that no property catches, and why that is right, or still open. */
export interface Survivor {
  /** How the place begins: `workflow-engine/db.handler.ts transaction`. Everywhere, where nothing is said. */
  readonly in?: string;
  readonly operator: string;
  /** How the change begins, as `GenericMutant` has it. */
  readonly change: string;
  /**
   * `same`: nothing changes but words for people.
   * `free`: the diagram leaves it open, so no contract can say which is right.
   * `open`: the diagram promises it, and no property of this level holds anybody to it yet.
   */
  readonly is: "same" | "free" | "open";
  readonly why: string;
}

/** Every survivor there may be. `npm run mutants` fails for one that is not here, and for an entry that no survivor needs. */
export const survivors: readonly Survivor[] = [
  {
    operator: "repeat a call",
    change: "parse(",
    is: "same",
    why: "Who validates a value twice comes to the same result.",
  },
  ...[
    "ContentCreated",
    "jobId",
    "jobData",
    "imageUrls",
    "error",
    "event",
    "body",
    "customer",
    "orderId",
    "order",
  ].map((label): Survivor => ({
    operator: "change a text",
    change: `"${label}" →`,
    is: "same",
    why: "What a value is called in the message of an error that is not drawn is for people.",
  })),
  {
    in: "workflow-engine/minio-user-event-handler.handler.ts addMinioUserCompletable",
    operator: "go through twice",
    change: "for (const _pendingAction of",
    is: "open",
    why: "What is found when the component asks a second time is more of the same loop, as where it asks until nothing is left.",
  },
  {
    in: "event-콘텐츠생성완료구독/event-handler.handler.ts onContentCreated",
    operator: "try again",
    change: "await this.validateEvent(",
    is: "same",
    why: "What is not valid is not valid the second time.",
  },
  ...["return early", "decide beforehand", "throw another error"].map((operator): Survivor => ({
    in: "event-콘텐츠생성완료구독/event-repository.handler.ts updateContentImages",
    operator,
    change:
      { "return early": "if (rowCount === 0)", "decide beforehand": "rowCount === 0 → false" }[operator] ??
      "FatalError",
    is: "free",
    why: "The diagram draws no draft that is not there, so it says nothing of what happens then.",
  })),
  ...["`there is no event draft", "${JSON.stringify(eventDraftId)} → nothing"].map((change): Survivor => ({
    in: "event-콘텐츠생성완료구독/event-repository.handler.ts updateContentImages",
    operator: "change a template",
    change,
    is: "same",
    why: "The message of an error that is not drawn is for people.",
  })),
  {
    in: "event-콘텐츠생성완료구독/event-repository.handler.ts updateContentImages",
    operator: "take another value",
    change: "eventDraftId → imageUrls",
    is: "same",
    why: "The message of an error that is not drawn is for people.",
  },
  ...["take another value", "change true or false"].map((operator): Survivor => ({
    in: "workflow-engine/minio-user-event-handler.handler.ts provideEntity",
    operator,
    change: "",
    is: "free",
    why: "The diagram says that an entity is persisted, not what of the event it is made of.",
  })),
  {
    in: "workflow-engine/minio-user-event-handler.handler.ts addMinioUserCompletable",
    operator: "change a text",
    change: '"addMinioUserCompletable"',
    is: "same",
    why: "The name of a background task is for people.",
  },
  {
    in: "workflow-engine/minio-user-event-handler.handler.ts eachPendingActionFromDb",
    operator: "change a text",
    change: '"MinioUserEventHandler needs',
    is: "same",
    why: "The message of an error that is not drawn is for people.",
  },
  {
    in: "workflow-engine/minio-user-event-handler.handler.ts eachPendingActionFromDb",
    operator: "repeat a call",
    change: "return this.#pending.pendingActions(",
    is: "same",
    why: "Who reads twice reads the same.",
  },
  {
    in: "workflow-engine/user-jpa-repository.handler.ts persistUser",
    operator: "repeat a call",
    change: "return this.providePersistedEntity(",
    is: "same",
    why: "The method only answers with what it is given.",
  },
  ...["swallow errors", "return early", "drop a call", "repeat a call", "change a template"].map(
    (operator): Survivor => ({
      in: "checkout/notification-service.handler.ts",
      operator,
      change: "",
      is: "free",
      why: "The diagram says that somebody is warned and gets a receipt, and nothing of how.",
    }),
  ),
  {
    in: "checkout/order-api.handler.ts postOrders",
    operator: "take another value",
    change: "order → body",
    is: "free",
    why: "The diagram does not say what of the request an order is made of, and the request is one.",
  },
  {
    in: "checkout/order-service.handler.ts placeOrder",
    operator: "swallow errors",
    change: "await this.validateOrder(",
    is: "open",
    why: "No fault is tried at a step of one's own, and bad input comes to the first component only.",
  },
  {
    in: "checkout/order-service.handler.ts placeOrder",
    operator: "try again",
    change: "await this.validateOrder(",
    is: "same",
    why: "What is not valid is not valid the second time.",
  },
  {
    in: "checkout/order-service.handler.ts placeOrder",
    operator: "one after the other",
    change: "",
    is: "free",
    why: "Branches of a par may go on in any order, also one after the other.",
  },
  ...["swallow errors", "return early", "drop a call"].map((operator): Survivor => ({
    in: "checkout/order-service.handler.ts validateOrder",
    operator,
    change: "",
    is: "free",
    why: "The diagram does not say which orders are valid, and an order that comes from its own component is.",
  })),
  ...["negate a condition", "decide beforehand", "compare otherwise"].map((operator): Survivor => ({
    in: "checkout/order-service.handler.ts stockAvailable",
    operator,
    change: "",
    is: "free",
    why: "The diagram does not say when stock is available.",
  })),
  ...["chat-service.handler.ts", "customer-service.handler.ts"].flatMap((handler) => [
    ...["swallow errors", "try again"].map((operator): Survivor => ({
      in: `회원가입-사가/${handler} onUserRegistered`,
      operator,
      change: "await this.create",
      is: "open",
      why: "No fault is tried at a step of one's own.",
    })),
    ...["swallow errors", "return early", "drop a call", "repeat a call", "take another value"].map(
      (operator): Survivor => ({
        in: `회원가입-사가/${handler} create`,
        operator,
        change: "",
        is: "free",
        why: "What this step of its own does is not drawn.",
      }),
    ),
  ]),
  {
    in: "회원가입-사가/user-service.handler.ts onUserResponse",
    operator: "fall through",
    change: "break;",
    is: "same",
    why: "It is the break of the last case.",
  },
];
