import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { report, type Scene } from "./scene.ts";

/** Beyond these, looking for the name that was meant would take longer than it helps. */
const comparedMax = 200;
const nameLengthMax = 100;

/** In a diagram that declares its participants, one that it does not declare may be a slip of the pen. */
export function noticeUndeclared(scene: Scene): void {
  const declared = scene.lifelines.drafts.filter((draft) => !draft.implicit).map((draft) => draft.code);
  const candidates = declared.slice(0, comparedMax).filter((code) => code.length <= nameLengthMax);
  if (declared.length === 0) return;
  for (const draft of scene.lifelines.drafts) {
    if (!draft.implicit) continue;
    const hint = draft.code.length > nameLengthMax ? undefined : didYouMean(draft.code, candidates);
    report(scene, "parse/undeclared-participant", { code: draft.code }, draft.span, { hint });
  }
}
