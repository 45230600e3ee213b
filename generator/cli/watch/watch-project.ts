import type { GenerateContext } from "../project/generate-context.ts";
import { WatchSession } from "./watch-session.ts";

export interface WatchContext extends GenerateContext {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Called with the path of each diagram that was saved, and whose code has no errors. */
  readonly onGenerated?: (path: string) => void;
}

/**
 * `seqwright generate --watch`: generates, and then each diagram that is saved, with a line for it. Whatever is wrong is
 * said, and the next save may mend it; rejects with the signal's reason.
 */
export async function watchProject(context: WatchContext): Promise<never> {
  for (let isFirst = true; ; isFirst = false) {
    await using session = await WatchSession.open(context);
    await (isFirst ? session.begin() : session.generateAll());
    while (!(await session.takeChanges()));
    context.terminal.out("The configuration has changed.\n");
  }
}
