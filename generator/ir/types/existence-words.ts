/** A guard that asks whether something is there: `user found`, `not found`, `사용자 없음`. */
export interface Existence {
  readonly exists: boolean;
  /** What is asked for, as written; empty where that is left open. */
  readonly noun: string;
}

export function parseExistence(guard: string): Existence | undefined {
  const text = guard.trim();
  if (text.length > 80 || /[=<>&|,]|\b(?:and|or|but)\b|그리고|또는|캐시|\bcache\b/i.test(text))
    return undefined;
  for (const [exists, pattern] of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return { exists, noun: (found[1] ?? "").replace(/^(?:the|an?) /i, "").trim() };
  }
  return undefined;
}

const patterns: readonly (readonly [exists: boolean, pattern: RegExp])[] = [
  [
    false,
    /^(?:if )?(.{0,40}?)\s?\b(?:(?:is |was |were |are )?(?:not found|missing|absent|not present|(?<!\bnot )null|nonexistent|non-existent)|(?:does not|doesn't|not) exists?|(?:is |was )?not (?:there|existing))$/i,
  ],
  [false, /^(?:no|zero|0) (?:such |matching )?(.{1,40}?)(?: (?:found|exists?))?$/i],
  [
    true,
    /^(?:if )?(.{0,40}?)\s?\b(?:(?:is |was )?(?:found|present|not null|there|existing)|(?:already )?exists)$/i,
  ],
  [
    false,
    /^(.{0,40}?)(?:이|가|은|는|을|를)?\s?(?:없음|없는 경우|없으면|없을 때|없다면|미존재|(?:존재|조회)하지 않(?:음|는 경우|으면)|존재 안 함|찾을 수 없음|찾지 못함)$/,
  ],
  [
    true,
    /^(.{0,40}?)(?:이|가|은|는|을|를)?\s?(?:있음|있는 경우|있으면|있을 때|있다면|존재(?:함|하는 경우|하면|할 때|시| 시)?|찾음|찾은 경우|조회됨)$/,
  ],
  [false, /^(.{0,40}?)(?:が|は)?(?:なし|ない(?:場合)?|存在しない(?:場合)?|見つからない(?:場合)?|無し)$/],
  [true, /^(.{0,40}?)(?:が|は)?(?:あり|ある(?:場合)?|存在する(?:場合)?|見つかった(?:場合)?|有り)$/],
];
