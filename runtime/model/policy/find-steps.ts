import type { StepEffect, ViewedParticipant, ViewedStep } from "./policy-view.ts";

/**
 * The calls that a phrase of a note speaks of: `DB 저장`, `invalidate cache`. A word that names an effect or a technology
 * counts for every arrow that has it; any other word must stand in the arrow's own text, or in that of its receiver.
 */
export function stepsNamed(
  phrase: string,
  steps: readonly ViewedStep[],
  participants: readonly ViewedParticipant[],
): readonly ViewedStep[] {
  const words = wordsOf(phrase);
  if (words.length === 0) return [];
  const receivers = new Map(participants.map((participant) => [participant.code, participant]));
  return steps.filter(
    (step) => step.kind !== "reply" && words.every((word) => isNamed(word, step, receivers.get(step.to))),
  );
}

/** Whether a word of the phrase names a database, a cache, a queue or an object store: `DB update`. */
export function speaksOfTechnology(phrase: string): boolean {
  return wordsOf(phrase).some((word) => technologies.some(([, pattern]) => pattern.test(word)));
}

/** The participants that a phrase speaks of: `Event DB`, `Redis`, `the database`. */
export function participantsNamed(
  phrase: string,
  participants: readonly ViewedParticipant[],
): readonly ViewedParticipant[] {
  const words = wordsOf(phrase);
  if (words.length === 0) return [];
  return participants.filter((participant) => words.every((word) => isCalled(word, participant)));
}

function isNamed(word: string, step: ViewedStep, receiver: ViewedParticipant | undefined): boolean {
  const effect = effects.find(([, pattern]) => pattern.test(word));
  if (effect?.[0] === step.effect) return true;
  const said = `${step.text} ${step.phase ?? ""}`.toLowerCase();
  // An effect that the arrow shows to be another one is not proved by a word that stands beside it.
  if (effect !== undefined && step.effect !== "unknown") return false;
  return said.includes(word) || (receiver !== undefined && isCalled(word, receiver));
}

function isCalled(word: string, { label, code, kind }: ViewedParticipant): boolean {
  const named = `${label} ${code}`.toLowerCase().includes(word);
  return named || technologies.some(([one, pattern]) => one === kind && pattern.test(word));
}

const effects: readonly (readonly [StepEffect, RegExp])[] = [
  ["deletes", /^(?:무효화|삭제|제거|비우|evict|invalidat|clear|delet|remov|削除|無効化)/],
  [
    "changes",
    /^(?:저장|업데이트|갱신|커밋|기록|반영|수정|쓰기|sav|stor|updat|insert|commit|writ|persist|保存|更新)/,
  ],
  ["publishes", /^(?:발행|publish|emit|発行)/],
  ["reads", /^(?:조회|읽기|로드|read|load|fetch|lookup|select|参照|取得)/],
];

const technologies: readonly (readonly [ViewedParticipant["kind"], RegExp])[] = [
  ["sql", /^(?:db|database|디비|데이터베이스|データベース)$/],
  ["redis", /^(?:cache|redis|캐시|레디스|キャッシュ)$/],
  ["kafka", /^(?:kafka|queue|topic|event|카프카|큐|토픽|이벤트|イベント)$/],
  ["s3", /^(?:storage|minio|s3|스토리지|객체저장소)$/],
];

const wordsMax = 12;

/** Lower case, without particles and words that name nothing. */
function wordsOf(phrase: string): readonly string[] {
  return phrase
    .toLowerCase()
    .replaceAll(betweenScripts, "$& ")
    .split(/[^\p{L}\p{N}:{}_.-]+/u)
    .slice(0, wordsMax)
    .map((word) => word.replace(particle, "$1"))
    .filter((word) => word !== "" && !isFiller.test(word));
}

/** `DB저장` and `キャッシュ削除` are two words each. */
const betweenScripts =
  /[a-z](?=[\p{Script=Hangul}\p{Script=Han}\p{Script=Katakana}])|[\p{Script=Katakana}ー](?=\p{Script=Han})/gu;
const particle = /^(\p{L}{2,}?)(?:을|를|은|는|이|가|에|의|으로|로)$/u;
const isFiller = /^(?:the|a|an|is|are|of|in|to|from|has|been|be|완료|성공|처리|된|한|후|완료되면)$/;
