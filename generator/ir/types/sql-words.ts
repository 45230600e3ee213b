import { isAbsence } from "../../text/lexical/absence.ts";
import { isAcknowledgement } from "../../text/lexical/acknowledgement.ts";

/** What the words of an answer to a SQL statement say; each text is looked at up to here. */
const lengthMax = 120;

/** `affected rows`, `updated count`, `rowCount`, `영향받은 행 수`, `수정 건수`, `更新件数` */
export function saysCount(text: string): boolean {
  return matches(countWords, text.replaceAll("_", " "));
}

/** `updated`, `deleted`: what was written, as a name; whoever asks for it with a number asks how many. */
export function saysWritten(text: string): boolean {
  return /^(?:updated|deleted|inserted|affected|modified|removed|changed|matched)$/i.test(text.trim());
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
  return /^(?:(?:the )?(?:query )?(?:results?|data|response|rs)|(?:조회\s?|쿼리\s?)?(?:결과|데이터|응답)|(?:検索|照会)?結果|データ|内容|내용)$/i.test(
    text.slice(0, lengthMax),
  );
}

/** `result`, `review data`, `리뷰 조회 결과`: what was found, however many that are. */
export function isResultOfAny(text: string): boolean {
  const plain = withoutBrackets(text).trim().slice(0, lengthMax);
  if (isAnyResult(plain)) return true;
  if (/^(?:an?|one|this|that|single|단건|단일|해당)\s|단건|一件/i.test(plain)) return false;
  return /[\s_](?:data|results?)$|\s?(?:결과|데이터)$|(?:データ|結果|内容)$/i.test(plain);
}

/** `row`, `record`: one of the rows, whatever they are. */
export function isAnyRow(text: string): boolean {
  return /^(?:(?:one|1|single|the|a) )?(?:row|record|tuple|행|레코드|行|レコード)$/i.test(
    text.slice(0, lengthMax),
  );
}

/** `ok`, `saved`, `저장 완료`, `1 row`: says that it happened, and carries nothing. */
export function saysDone(text: string): boolean {
  return (
    isAcknowledgement(text) ||
    /^(?:true|committed|\d{1,9} rows?|[^]*(?:처리|확인))$/i.test(text.slice(0, lengthMax))
  );
}

/** `not found`, `no rows`, `0 rows`, `사용자 없음`: no row has come back. */
export function saysMissing(text: string): boolean {
  const plain = withoutBrackets(text.trim().slice(0, lengthMax));
  return (
    isAbsence(plain) ||
    /^(?:empty(?: (?:list|set|result(?: set)?))?|\[\]|none|[^]*(?:미존재|조회 실패|存在しない))$/i.test(plain)
  );
}

function withoutBrackets(text: string): string {
  return /^\(([^()]{1,120})\)$/.exec(text.trim())?.[1] ?? text;
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  const plain = withoutBrackets(text.trim().slice(0, lengthMax)).trim();
  return patterns.some((pattern) => pattern.test(plain));
}
