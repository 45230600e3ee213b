export { setup } from "../../../../generated/workflow-engine/system.ts";
