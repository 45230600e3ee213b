import type { DiagramModel, Participant } from "../ir/model/diagram-model.ts";
import type { Alignment } from "./align-diagrams.ts";
import { placeOf } from "./arrow-text.ts";
import { breaks, type Change, fitsStill, quoted } from "./change.ts";

/** Participants that came, went, or are something else. */
export function changedParticipants({ before, now, participants }: Alignment): readonly Change[] {
  const taken = new Set(participants.values());
  const fresh = new Map(now.participants.map((one) => [one.code, one]));
  return [
    ...before.participants.flatMap((one) => {
      const other = fresh.get(participants.get(one.code) ?? "");
      if (other !== undefined) return changed(one, other, { before, now });
      return [whole("removed", one, before)];
    }),
    ...now.participants.filter(({ code }) => !taken.has(code)).map((one) => whole("added", one, now)),
  ];
}

function whole(kind: "added" | "removed", participant: Participant, model: DiagramModel): Change {
  const { code } = participant;
  const place = placeOf(model, participant);
  return {
    kind,
    of: "participant",
    words: `the participant ${quoted(code)} is ${kind === "added" ? "new" : "gone"}`,
    effects: [kind === "added" ? fitsStill(code, "it is new") : breaks(code, "it is gone")],
    before: kind === "removed" ? place : undefined,
    now: kind === "added" ? place : undefined,
  };
}

function changed(
  one: Participant,
  other: Participant,
  { before, now }: { readonly before: DiagramModel; readonly now: DiagramModel },
): readonly Change[] {
  const at = { before: placeOf(before, one), now: placeOf(now, other) };
  const changes: Change[] = [];
  const say = (words: string, isBreaking: boolean, why: string): void =>
    void changes.push({
      kind: "changed",
      of: "participant",
      words: `${quoted(one.code)} ${words}`,
      effects: [(isBreaking ? breaks : fitsStill)(other.code, why)],
      ...at,
    });
  if (one.code !== other.code) say(`is called ${quoted(other.code)} now`, false, "only its name differs");
  else if (one.label !== other.label && one.topic === other.topic)
    say(`is labelled ${quoted(other.label)} now`, false, "only its label differs");
  if (one.role !== other.role || one.kind !== other.kind)
    say(`is a ${roleText(other)} now, no ${roleText(one)}`, true, "others talk to it in another way");
  if (one.topic !== other.topic)
    say(
      `has the topic ${quoted(other.topic ?? "none")}, not ${quoted(one.topic ?? "none")}`,
      true,
      "messages go through another topic",
    );
  return changes;
}

function roleText({ role, kind }: Participant): string {
  return kind === undefined ? role : `${role} (${kind})`;
}
