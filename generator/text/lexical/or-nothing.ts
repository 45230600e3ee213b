const ending =
  /(?<=\S)(?:\s*[|/]\s*|\s+(?:or|또는|혹은|または)\s+|\s*か\s*)(?:null|nil|none|nothing|empty|not found|없음|なし|無し)$|(?<=\S)\s?\((?:nullable|optional|or null|may be null|(?:없으면 |또는 )?null|없을 수 있음|없을 수도 있음)\)$/iu;

/** Whether an answer says that what it brings may be missing: `user or null`, `주문 또는 없음`, `user (nullable)`. */
export function isOrNothing(text: string): boolean {
  return ending.test(text.slice(0, lengthMax).trim());
}

/** What it brings: `user`. */
export function withoutOrNothing(text: string): string {
  return text.length > lengthMax ? text : text.trim().replace(ending, "");
}

const lengthMax = 500;
