import type { ComponentFactories } from "../../../runtime/contract/index.ts";
import { EventHandler } from "../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated } from "../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type { EventHandlerCollaborators as Given } from "../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { event, type Fulfilled } from "../right.ts";

/** A wrong handler that no property of the protocol level catches yet, and why not. */
export interface OpenMutant {
  readonly name: string;
  readonly diagram: Fulfilled;
  readonly wrong: ComponentFactories;
  readonly why: string;
}

/** What is known to be missed: this list is to become shorter. What is caught one day moves to the others. */
export const openMutants: readonly OpenMutant[] = [
  {
    name: "EventHandler validates once, and trusts the next event",
    diagram: event,
    wrong: {
      Handler: (given: Given) =>
        new (class extends EventHandler {
          #isKnown = false;
          protected override async validateEvent(event: ContentCreated): Promise<void> {
            if (!this.#isKnown) await super.validateEvent(event);
            this.#isKnown = true;
          }
        })(given),
    },
    why: "Bad input is tried as the first input of a component only.",
  },
];
