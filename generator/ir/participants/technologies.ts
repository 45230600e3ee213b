import type { ResourceKind } from "seqwright-runtime/model";

/** The technology that a name speaks of, and the word that says so. */
export function findTechnology(words: string): readonly [ResourceKind | undefined, string] {
  for (const [kind, pattern] of technologies) {
    const found = pattern.exec(words);
    if (found !== null) return [kind, found[0]];
  }
  return [undefined, ""];
}

const technologies: readonly (readonly [ResourceKind, RegExp])[] = [
  [
    "sql",
    /\b(db|database|rdb|rdbms|postgres(ql)?|mysql|mariadb|oracle|sql|sqlite)\b|데이터\s?베이스|디비|データベース/iu,
  ],
  ["redis", /\b(redis|cache|valkey|memcached?)\b|캐시|キャッシュ/iu],
  [
    "kafka",
    /\b(kafka|topic|queue|mq|rabbit ?mq|active ?mq|sqs|sns|kinesis|nats|pulsar|pub\/?sub|event ?bus|event ?bridge|message ?bus|broker|stream)\b|카프카|래빗\s?엠큐|토픽|(?<!시)큐|(?:이벤트|메시지|메세지)\s?(?:버스|브로커)|カフカ|トピック|キュー|イベントバス|メッセージ(?:ブローカー?|バス)?$/iu,
  ],
  ["s3", /\b(minio|s3|bucket|object ?stor(e|age)|blob)\b|버킷|스토리지/iu],
];
