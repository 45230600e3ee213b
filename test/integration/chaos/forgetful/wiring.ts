import { existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventHandler } from "../../../../generated/event-콘텐츠생성완료구독/event-handler.handler.ts";
import type { ContentCreated } from "../../../../generated/event-콘텐츠생성완료구독/messages.gen.ts";
import type { EventHandlerCollaborators } from "../../../../generated/event-콘텐츠생성완료구독/ports.gen.ts";
import { system as right } from "../../../../generated/event-콘텐츠생성완료구독/wiring.gen.ts";
import type { SystemDefinition } from "../../../../runtime/system/system-definition.ts";

/** Notes an event before it works on it, and not after: no order of arrows shows that. */
class Forgetful extends EventHandler {
  override async onContentCreated(event: ContentCreated): Promise<void> {
    const note = join(
      tmpdir(),
      `seqwright-forgetful-${Buffer.from(event.jobId).toString("hex").slice(0, 200)}`,
    );
    if (existsSync(note)) return;
    writeFileSync(note, "");
    await super.onContentCreated(event);
  }
}

export const system: SystemDefinition = {
  ...right,
  components: { ...right.components, Handler: (given: EventHandlerCollaborators) => new Forgetful(given) },
};
