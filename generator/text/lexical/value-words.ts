import { isRefusal } from "./refusal.ts";

/**
 * Whether a single word in brackets is by its spelling the name of a value, in scripts without capitals too: `orderId`,
 * `order_id`, `상품Id`, `주문번호`, `注文番号`.
 */
export function isValueWord(word: string): boolean {
  if (isRemarkWord(word)) return false;
  return (
    /^\p{Ll}.*(?:\p{Lu}|[_\d])/u.test(word) || /^\p{Lo}.*(?:[A-Za-z]|_\p{L})/u.test(word) || nouns.test(word)
  );
}

/** Whether words end as names of values do, and refuse nothing: `승인 번호`, `access token`, `남은 수량`. */
export function endsAsValue(words: string): boolean {
  const text = words.slice(0, lengthMax).trim();
  if (isRefusal(text) || notWell.test(text)) return false;
  return values.test(text.replaceAll(/\s/g, "")) || englishValues.test(text);
}

const lengthMax = 200;

/** What is said of a value that will not do. */
const notWell =
  /^(?:invalid|wrong|missing|unknown|bad|duplicate|no|not|without)\b|잘못|유효하지|없는|중복|틀린|불일치|무효/iu;
const values =
  /.(?:번호|아이디|식별자|금액|수량|가격|잔액|총액|건수|개수|횟수|점수|한도|주소|토큰|정보|목록|番号|コード|一覧|金額|数量|価格|トークン|情報)$/u;
const englishValues =
  /[a-z]\s+(?:id|ids|number|token|tokens|url|uri|amount|price|balance|total|details|info|information|list)$/i;

/** Whether a word in brackets says something of what is done, although it may be a name. */
export function isRemarkWord(word: string): boolean {
  return remarks.has(word.toLowerCase());
}

/** What names of values end with. */
const nouns =
  /.(?:번호|아이디|식별자|코드|이름|키|값|목록|금액|수량|가격|잔액|총액|건수|개수|횟수|점수|등급|한도|기간|주소|이메일|날짜|일자|연월|년월|연도|시각|일시|상태|토큰|정보|내용|유형|종류|사유|番号|名|コード|一覧|金額|数量|価格|住所|日付|状態|種別|理由|トークン|情報|キー)$/u;

const remarks: ReadonlySet<string> = new Set(
  (
    "async asynchronous sync synchronous optional required cached cache retry retries idempotent transactional atomic " +
    "parallel background blocking internal external http https grpc rest json xml tcp udp mtls tls ssl jwt oauth read write " +
    "only batch bulk scheduled manual automatic auto if any all new old fast slow best effort fire forget once daily " +
    "비동기 동기 멱등 멱등성 재시도 캐시 병렬 순차 선택 선택적 필수 내부 외부 자동 수동 최초 실패 성공 배치 백그라운드 트랜잭션 원자적 " +
    "읽기 쓰기 전용 즉시 지연 암호화 로그 생략 옵션 최종 임시 신규 기존 전체 일부 동시 주기적 정기 실시간 예약 중복 완료 처리 " +
    "非同期 同期 冪等 再試行 キャッシュ 並列 順次 任意 必須 内部 外部 自動 手動 初回 失敗 成功 バッチ 即時 暗号化 省略 全件 一部 同時 定期"
  ).split(" "),
);
