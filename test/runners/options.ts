import type { ContractOptions } from "seqwright-runtime/contract";
import type { EventHandlerCollaborators } from "../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { system } from "../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import { HastyEventHandler } from "../golden/wrong-handlers.ts";

const wrong = { Handler: (given: EventHandlerCollaborators) => new HastyEventHandler(given) };

/** The contract of a diagram with its right handlers, or with a wrong one where `WRONG_HANDLER` is set. */
export const options: ContractOptions = {
  system: {
    protocol: system.protocol,
    components:
      process.env["WRONG_HANDLER"] === undefined ? system.components : { ...system.components, ...wrong },
  },
  handlers: import.meta.url,
};
