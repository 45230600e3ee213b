export { setup } from "../../../../generated/event-콘텐츠생성완료구독/system.ts";
