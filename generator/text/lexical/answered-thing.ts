/** What an answer in prose speaks of. */
export interface AnsweredThing {
  /** The words that name it: `tags` of `return the list of tags`. */
  readonly words: string;
  /** The words that name one of them, where it is a list; undefined for a single thing. */
  readonly each: string | undefined;
}

/** The thing that an answer brings, without the words that only hand it over: `태그 목록 반환`, `returns the order`. */
export function answeredThing(sentence: string): AnsweredThing {
  const text = sentence
    .slice(0, lengthMax)
    .trim()
    .replace(
      /^(?:returns?|returning|sends?|gives?|responds? with|answers? with)(?:\s+back)?[\s:]+(?=\S)/i,
      "",
    )
    .replace(/(?<=\S)(?:\s|을|를|を)*(?:반환|리턴|응답|전달|返却|返す|を返す|返回)\s*$/u, "")
    .replace(/^(?:the|an?|its|their|this|that)\s+(?=\S)/i, "")
    .trim();
  const of =
    /^(?:(?:list|array|collection|set|page|all)\s+of\s+(?:(?:the|all)\s+)?|all\s+(?:the\s+)?)(\S[^]*)$/i.exec(
      text,
    )?.[1];
  if (of !== undefined) return { words: of, each: singular(of) };
  const listed = /^(\S[^]*?)\s*(?:list|목록|리스트|一覧|リスト|列表)$/iu.exec(text)?.[1];
  if (listed !== undefined) return { words: text, each: listed };
  const several = /^([^]*[^s\s])들$/u.exec(text)?.[1] ?? /^[^]*[a-rt-z]{3}(?=s$)(?<!u|i)/.exec(text)?.[0];
  return {
    words: text,
    each: /(?:status|address|details|news|series|ics)$/i.test(text) ? undefined : several,
  };
}

const lengthMax = 500;

/** `orders` as one `order`. */
function singular(words: string): string {
  return words.replace(/(?<=[^s\s])s$/i, "");
}
