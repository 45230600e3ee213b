import { binds, type PolicyPlace } from "seqwright-runtime/model";
import type { StatedPolicy } from "../../text/model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { Participant, Step } from "../model/diagram-model.ts";

interface Drawn {
  readonly arrows: readonly ReadArrow[];
  readonly steps: readonly Step[];
  readonly participants: ReadonlyMap<string, Pick<Participant, "label" | "role">>;
}

/**
 * `푸시 실패는 무시` in a note over several lifelines is about the push alone: the calls there that are called so, or whose
 * receiver or branch is; `FCM 타임아웃: 2s` is about the calls to the FCM. A promise that names nothing of the kind keeps
 * the place of its note.
 */
export function placeOfSubject(
  { kind, text }: Pick<StatedPolicy, "kind" | "text">,
  place: PolicyPlace,
  { arrows, steps, participants }: Drawn,
): PolicyPlace {
  const subject = subjectOf(kind, text);
  if (subject === undefined) return place;
  const branches = new Map(arrows.map(({ id, prefix }) => [id, prefix]));
  const own = steps.filter((step) => step.kind !== "reply" && binds(place, step));
  const named = own.filter((step) => {
    const { label = "", role } = participants.get(step.to) ?? {};
    const receiver = `${label} ${step.to}`;
    if (kind === "timeout") return role === "resource" && speaksOf(receiver, subject);
    return speaksOf(`${step.text} ${receiver} ${branches.get(step.id) ?? ""}`, subject);
  });
  return named.length === 0 || named.length === own.length ? place : { steps: named.map(({ id }) => id) };
}

/** The first word of what fails, or of what is waited for. */
function subjectOf(kind: StatedPolicy["kind"], text: string): string | undefined {
  const line = text.slice(0, 200).replace(/^[\s\-*•·]{1,5}/, "");
  const [, subject] =
    kind === "best-effort"
      ? (/^([\p{L}\p{N}_-]{2,30})(?:\s[^.,:]{0,30})?\s?(?:실패|오류|장애|\bfail)/iu.exec(line) ?? [])
      : kind === "timeout"
        ? (/^([\p{L}\p{N}_-]{2,30})(?:\s[^.,:]{0,20})?\s?(?:타임\s?아웃|\btime-?\s?out)/iu.exec(line) ?? [])
        : [];
  return subject?.replace(/(?<=.{2})(?:은|는|이|가|을|를|의)$/u, "");
}

function speaksOf(words: string, subject: string): boolean {
  return words.toLowerCase().includes(subject.toLowerCase());
}
