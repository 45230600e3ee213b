import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { report, type Scene } from "./scene.ts";

/** In a diagram that declares its participants, one that it does not declare may be a slip of the pen. */
export function noticeUndeclared(scene: Scene): void {
  const declared = scene.lifelines.drafts.filter((draft) => !draft.implicit).map((draft) => draft.code);
  if (declared.length === 0) return;
  for (const draft of scene.lifelines.drafts) {
    if (!draft.implicit) continue;
    const meant = didYouMean(draft.code, declared);
    const hint = meant === undefined ? undefined : `Did you mean "${meant}"?`;
    report(scene, "parse/undeclared-participant", { code: draft.code }, draft.span, { hint });
  }
}
