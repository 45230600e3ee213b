import type { ViewedStep } from "./policy-view.ts";

/** Whether an arrow says by its own words that it takes something back: `cancelFlight(id)`, `재고 복구`, `DELETE FROM …`. */
export function undoesByItsWords({ kind, text }: Pick<ViewedStep, "kind" | "text">): boolean {
  return kind !== "reply" && wordsOf(text).some((word) => takesBack.test(word));
}

/** What an arrow is about: its words but for those that say what is done with it. */
export function actionWords(text: string): readonly string[] {
  return wordsOf(text).filter((word) => !takesBack.test(word) && !does.test(word));
}

const takesBack =
  /^(?:cancel|release|refund|revert|undo|rollback|restore|delete|del|remove|unregister|void|discard|compensate|reverse|withdraw|unreserve|unbook)(?:s|e?d|ing|l?ed)?$|취소|환불|해제|복구|복원|삭제|되돌|롤백|보상|반환|원복|철회|取消|キャンセル|返金|退款|释放|回滚/;
const does =
  /^(?:book|reserve|create|insert|into|from|where|set|add|register|charge|make|place|open|start|request|the|a|an|of|to|for|values)$|^(?:예약|생성|등록|추가|요청|차감|처리)$/;

const wordsMax = 24;

/** `cancelFlight(tripId)` → `cancel`, `flight`; lower case, without arguments. */
function wordsOf(text: string): readonly string[] {
  return (text.split("(")[0] ?? "")
    .slice(0, 300)
    .replaceAll(/([\p{Ll}\d])(?=\p{Lu})/gu, "$1 ")
    .toLowerCase()
    .replaceAll("roll back", "rollback")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .slice(0, wordsMax);
}

/** Whether an answer in words says that what was asked was not done: `결제 실패`, `payment declined`. */
export function tellsOfFailure(text: string): boolean {
  return failed.test(text.slice(0, 300));
}

const failed =
  /실패|거절|거부|불가|품절|부족|오류|에러|\b(?:fail(?:s|ed|ure)?|reject(?:s|ed)?|declined?|refused?|denied|unavailable|sold\s?out|no\s+room|errors?)\b|失敗|拒否|失败|拒绝/i;
