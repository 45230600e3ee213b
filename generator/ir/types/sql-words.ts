/** What the words of an answer to a SQL statement say; each text is looked at up to here. */
const lengthMax = 120;

/** `affected rows`, `updated count`, `rowCount`, `영향받은 행 수`, `수정 건수`, `更新件数` */
export function saysCount(text: string): boolean {
  return matches(countWords, text.replaceAll("_", " "));
}

const countWords: readonly RegExp[] = [
  /^(?:the )?(?:row ?counts?|num ?rows|affected|changes|count|cnt)$/i,
  /^(?:the )?(?:number|count|no\.|#) of [\w ]+$/i,
  /^(?:the )?(?:affected|updated|deleted|inserted|changed|matched|modified|removed|purged|created) ?(?:rows?|records?|row ?counts?|counts?|lines)(?: ?counts?)?$/i,
  /^(?:rows?|records?) ?(?:affected|updated|deleted|inserted|changed|matched|modified|removed)(?: ?counts?)?$/i,
  /^[\w ]+ count$|^[a-z]\w*(?:Count|RowsAffected|AffectedRows)$/,
  /(?:건수|개수|행\s?수|레코드\s?수|로우\s?수|件数|行数)$/,
  /^(?:영향|변경|수정|갱신|삭제|업데이트)\s?(?:받은|된)\s?(?:행|로우|레코드|row)$/i,
];

/** What a text calls its rows, where it says that they are many: `list of tags` are `tags`, `order list` are `order`. */
export function listedThings(text: string): string | undefined {
  const plain = withoutBrackets(text).trim().slice(0, lengthMax);
  for (const pattern of listWords) {
    const found = pattern.exec(plain);
    if (found !== null) return found[1]?.trim() ?? "";
  }
  return undefined;
}

const listWords: readonly RegExp[] = [
  /^(?:an? |the )?(?:list|array|set|collection|page|batch|stream)s? of (?:all )?(.{1,80})$/i,
  /^(.{1,80}?)\[\]$/,
  /^(?:all|matching|pending|open|multiple|several|many|\d{1,9}|[nN0]\.{2,3}[nN*]?|[nN]|0\.\.\*) (.{1,80}s)$/i,
  /^(.{0,80}?)[\s_]?(?:list|rows|records|entries|result ?sets?)$/i,
  /^(.{0,80}?)\s?(?:목록|리스트|一覧|リスト|들)(?:\s?(?:반환|전달|返却))?$/,
];

/** A word for whatever comes back: says neither what it is nor how many there are. */
export function isAnyResult(text: string): boolean {
  return /^(?:(?:the )?(?:query )?(?:results?|data|response|rs)|(?:조회\s?|쿼리\s?)?(?:결과|데이터|응답)|(?:検索|照会)?結果|データ)$/i.test(
    text.slice(0, lengthMax),
  );
}

/** `row`, `record`: one of the rows, whatever they are. */
export function isAnyRow(text: string): boolean {
  return /^(?:(?:one|1|single|the|a) )?(?:row|record|tuple|행|레코드|行|レコード)$/i.test(
    text.slice(0, lengthMax),
  );
}

/** `ok`, `saved`, `저장 완료`: says that it happened, and carries nothing. */
export function saysDone(text: string): boolean {
  return matches(doneWords, text);
}

const doneWords: readonly RegExp[] = [
  /^(?:ok|okay|ack|acknowledged?|done|success(?:ful(?:ly)?)?|void|nothing|committed|true|yes|complete|\d{1,9} rows?)$/i,
  /^(?:[\w-]+ ){0,3}(?:ok|done|success(?:ful(?:ly)?)?|completed?|[a-z]+ed)(?: (?:successfully|ok))?$/i,
  /(?:완료|성공|됨|처리|하였음|했음|확인|完了|成功|済み|済)[.!]?$/,
];

/** `not found`, `no rows`, `0 rows`, `사용자 없음`: no row has come back. */
export function saysMissing(text: string): boolean {
  return matches(missingWords, text);
}

const missingWords: readonly RegExp[] = [
  /^(?:[\w-]+ ){0,3}(?:is )?(?:not found|missing|absent|does not exist|doesn't exist)$/i,
  /^(?:no|zero|0) (?:such )?(?:[\w-]+ ){0,2}(?:rows?|records?|results?|data|match(?:es)?|entry|[\w-]+)(?: found)?$/i,
  /^(?:empty(?: (?:list|set|result(?: set)?))?|\[\]|null|nil|none)$/i,
  /(?:없음|미존재|존재하지 않음|찾을 수 없음|조회 실패|なし|見つからない|存在しない)$/,
];

function withoutBrackets(text: string): string {
  return /^\(([^()]{1,120})\)$/.exec(text.trim())?.[1] ?? text;
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  const plain = withoutBrackets(text.trim().slice(0, lengthMax)).trim();
  return patterns.some((pattern) => pattern.test(plain));
}
