import { defineConfig } from "seqwright";

// What the texts of the diagrams in diagrams/ cannot say by themselves: English identifiers for Korean words,
// and the form of things that a diagram only names.
export default defineConfig({
  glossary: {
    "이벤트 검증": "validateEvent",
    "Job 데이터": "jobData",
    "이미지 URL": "imageUrls",
    "에러 메시지": "error",
  },
  diagram: {
    "content-이미지결과조회": {
      names: {
        "GET /api/content/jobs/{jobId}/status": "getJobStatus",
      },
    },
    "content-이미지생성요청": {
      names: {
        "POST /api/content/images/generate": "generateImages",
        "POST /api/content/jobs/{previousJobId}/regenerate": "regenerateImages",
        "POST /v1/images": "createImage",
        Storage: "ImageStorage",
        JobTopic: "ImageJobTopic",
        EventTopic: "EventTopic",
      },
      parameters: {
        generateImage: ["jobId", "prompt", "style"],
      },
      types: {
        imageUrls: "ImageUrls",
        ImageUrls: "{ simple: uri, fancy: uri, trendy: uri }",
        imageUrl: "uri",
        simple: "uri",
        fancy: "uri",
        trendy: "uri",
        createdAt: "date-time",
      },
    },
    "group-checkout-saga": {
      names: { "POST /api/group-checkouts": "initiateGroupCheckout" },
      types: {
        Account: "{ status: string, balance: integer }",
        Progress: "{ total: integer, done: integer, failed: integer }",
      },
    },
    "shopping-cart-forwarder": {
      types: {
        productItems: "ProductItem[]",
        ProductItem: "{ productId: non-empty, quantity: integer, unitPrice: integer }",
        totalPrice: "integer",
        confirmedAt: "date-time",
      },
    },
    "workflow-engine": {
      names: {
        "INSERT UserEntity, EventLog": "insertUserAndEventLog",
        "INSERT RequiredAction(s)": "insertRequiredActions",
      },
      parameters: {
        updateTask: ["entity", "task", "done"],
      },
      types: {
        event: "UserRegistered",
        UserRegistered: "{ eventId: non-empty, userId: non-empty, displayName: string }",
        entity: "UserEntity",
        persistedEntity: "UserEntity",
        UserEntity: "{ userId: non-empty, eventId: non-empty, displayName: string, active: boolean }",
      },
    },
  },
});
