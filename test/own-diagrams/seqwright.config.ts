import { defineConfig } from "seqwright";

export default defineConfig({
  glossary: {
    "채팅 계정 생성": "createChatAccount",
    "고객 정보 생성": "createCustomer",
  },
  diagram: {
    checkout: {
      types: { Order: "{ customerId: non-empty, total: number }" },
    },
    "회원가입-사가": {
      names: {
        Api: "UserApi",
        UserService: "UserService",
        Chat: "ChatService",
        CustomerSvc: "CustomerService",
      },
    },
  },
});
