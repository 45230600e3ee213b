import type { Access } from "../model.ts";

const accesses: readonly (readonly [Access, RegExp])[] = [
  [
    "read",
    /조회|읽기|읽어|가져오|불러오|확인|참조|검색|\b(?:get|gets|read|reads|fetch|fetches|load|loads|look\s?up|lookup|find|finds|query|check|checks|retrieve)\b|取得|参照|検索|確認|読み/i,
  ],
  [
    "write",
    /저장|설정|기록|갱신|변경|업데이트|캐싱|생성|등록|추가|\b(?:set|sets|save|saves|store|stores|write|writes|put|puts|update|updates|change|changes|add|adds|insert)\b|^cache\s|保存|更新|変更|登録|書き/i,
  ],
  [
    "delete",
    /삭제|무효화|제거|만료|\b(?:del|delete|deletes|remove|removes|evict|evicts|invalidate|invalidates|clear|clears|drop|drops|expire|purge)\b|削除|無効化/i,
  ],
];

/** Only when the words name one kind of access. */
export function accessOf(words: string): Access {
  const named = accesses.filter(([, pattern]) => pattern.test(words.slice(0, 500)));
  return named.length === 1 ? (named[0]?.[0] ?? "unknown") : "unknown";
}
