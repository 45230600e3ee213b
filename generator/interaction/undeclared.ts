import { closestName, didYouMean } from "../diagnostics/did-you-mean.ts";
import { rewrite, writeBelow, writtenName, type Fix } from "../diagnostics/fix.ts";
import type { LifelineDraft } from "./lifelines.ts";
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
    const { code, mentions, span } = draft;
    const isShort = code.length <= nameLengthMax;
    const hint = isShort ? didYouMean(code, candidates) : undefined;
    const meant = isShort ? closestName(code, candidates) : undefined;
    const fixes = [
      ...(meant === undefined ? [] : [rewrite(mentions, writtenName(meant))]),
      declaration(draft, scene),
    ];
    report(scene, "parse/undeclared-participant", { code }, span, { hint, fixes });
  }
}

/** What a participant is shown as does not name it. */
export function noticeDisplaysAsNames(scene: Scene): void {
  const { source } = scene;
  for (const { code: display, meant, mentions, span } of scene.lifelines.drafts) {
    if (meant === undefined) continue;
    const { code } = meant;
    const related = [{ message: `${code} is declared here`, source, span: meant.span }];
    const fixes = [rewrite(mentions, writtenName(code))];
    report(scene, "parse/display-used-as-name", { display, code }, span, { related, fixes });
  }
}

/** Declares it below the last participant that has a line of its own, outside of boxes. */
function declaration({ code }: LifelineDraft, { source, lifelines }: Scene): Fix | undefined {
  const lines = lifelines.drafts.filter(
    ({ implicit, box, span }) =>
      !implicit && box === undefined && declares.test(source.text.slice(span.start, span.start + 20)),
  );
  const last = lines.toSorted((a, b) => a.span.start - b.span.start).at(-1);
  return last && writeBelow({ source, span: last.span }, `participant ${writtenName(code)}`);
}

const declares = /^(?:participant|actor|boundary|control|entity|database|queue|collections)\b/i;
