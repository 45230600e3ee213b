/** Does the line deny the word that was found in it, as in `재시도 없음`, `no retry`, `retry: none`, `リトライなし`? */
export function isNegated(line: string, found: RegExpExecArray): boolean {
  const before =
    line
      .slice(Math.max(0, found.index - 40), found.index)
      .split(/[;,.:()]/)
      .at(-1) ?? "";
  const nearWords = before.trim().split(/\s+/).slice(-3).join(" ");
  if (
    /(?:^|\s)(?:no|not|never|without|don'?t|doesn'?t|isn'?t|aren'?t|won'?t|cannot|disabled?|avoids?|kein[e]?|ohne|sans)$|\b(?:no|not|never|without|don'?t|doesn'?t|isn'?t|aren'?t)\s+(?:\w+\s?){0,2}$|\bnon-?$/i.test(
      nearWords,
    )
  )
    return true;
  const after = line
    .slice(found.index + found[0].length, found.index + found[0].length + 40)
    .replace(
      /^(?:\s?(?:전달|전송|처리|적용|지원|사용|delivery|semantics)){1,2}(?=\s|을|를|은|는|이|가|하)/i,
      "",
    )
    .replace(/^\s?보장/, "");
  return /^(?:할 수|하면|될 수)?[^\s,.;()]{0,6}\s*(?:은|는|이|가|을|를|を|は|が)?\s*[:=]?\s*(?:없|안\s?(?:함|한다|하|됨)|않|불필요|금지|미적용|미사용|비활성|하지\s?않|하지\s?마|なし|しない|せず|不要|none\b|off\b|no\b|false\b|never\b|(?:is|are)\s+(?:not|disabled|off)\b|disabled\b|0\s?회(?!\d))/i.test(
    after,
  );
}
