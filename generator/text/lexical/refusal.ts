import { isAbsence } from "./absence.ts";

/** Whether an answer says that what was asked for was not done: `409 Conflict`, `out of stock`, `재고 부족`, `拒否`. */
export function isRefusal(text: string, status?: number): boolean {
  if (status !== undefined) return status >= 400;
  const words = text.slice(0, lengthMax);
  return isAbsence(words) || english.test(words) || others.test(words);
}

const lengthMax = 500;

const english =
  /\b(?:fail(?:s|ed|ure)?|errors?|rejected|denied|declined|refused|insufficient|invalid|conflict|not enough|out of stock|sold out|unavailable|not available|not allowed|forbidden|abort(?:s|ed)?|expired|timed? ?out|cannot)\b/i;
const others =
  /(?:실패|오류|에러|예외|거절|거부|불가|부족|초과|만료|품절|매진|충돌|失敗|エラー|拒否|拒絶|不足|不可|在庫切れ|期限切れ|失败|错误|拒绝)/u;
