import {
  allOf,
  anyOf,
  compares,
  isEmpty,
  isOneOf,
  not,
  type Comparison,
  type Predicate,
} from "seqwright-runtime/model";
import { guardTokens, type GuardToken } from "./guard-tokens.ts";

/**
 * What a guard says of values that go by names: `total > limit`, `status is not FAILED`, `금액이 1000 이상`, joined by `and`,
 * `or`, `not` and their kin. `undefined` where any part of it is not understood.
 */
export function parsePredicate(text: string): Predicate | undefined {
  const tokens = guardTokens(text);
  if (tokens === undefined || tokens.length === 0) return undefined;
  const reader = new PredicateReader(tokens);
  const predicate = reader.alternatives();
  reader.skip(endings);
  return reader.isAtEnd ? predicate : undefined;
}

const orWords = wordSet("or || 또는 혹은 이거나 または oder");
const andWords = wordSet("and && 그리고 이고 かつ");
const particles = wordSet("이 가 은 는 을 를 보다 が は の");
/** Endings that say no more than that it is a condition. */
const endings = wordSet("이면 면 인 일 경우 때 경우에 하면 한 될 なら ならば である 場合 の場合 とき then");
const units = wordSet("원 개 건 점 명 회 번 円 個 件 点 人 回");

const signs: Readonly<Record<string, Comparison | "!=">> = {
  "===": "=",
  "==": "=",
  "=": "=",
  "!==": "!=",
  "!=": "!=",
  "<>": "!=",
  "≠": "!=",
  "≤": "<=",
  "<=": "<=",
  "≥": ">=",
  ">=": ">=",
  "<": "<",
  ">": ">",
};

/** Words behind what is compared, as Korean and Japanese have them. */
const orderedAfter: Readonly<Record<string, Comparison>> = {
  ...byWord(
    ">",
    "초과 초과하면 초과인 초과시 크면 크다 큼 큰 클 많으면 많은 높으면 높은 超過 を超える より大きい",
  ),
  ...byWord(">=", "이상 이상이면 이상인 이상일 以上"),
  ...byWord(
    "<",
    "미만 미만이면 미만인 미만일 작으면 작다 작은 작을 적으면 적은 낮으면 낮은 부족하면 未満 より小さい",
  ),
  ...byWord("<=", "이하 이하이면 이하인 이하일 以下"),
};
const emptyAfter = wordSet("비어있음 비어있으면 비어있는 비어있을 비었으면 비었음 빌 空 空である");
const presentAfter = wordSet("있음 있으면 있는 있을 존재 존재함 존재하면 존재하는 が存在する あり");
const missingAfter = wordSet("없음 없으면 없는 없을 が存在しない なし");
const unlikeAfter = wordSet("아니면 아닌 아닐 아님 ではない でない");

type Operand =
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  /** A word: what it names, or itself. */
  | { readonly kind: "word"; readonly text: string };

class PredicateReader {
  readonly #tokens: readonly GuardToken[];
  #at = 0;

  constructor(tokens: readonly GuardToken[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  alternatives(): Predicate | undefined {
    return this.#joined(orWords, () => this.#joined(andWords, () => this.#denied(), allOf), eitherOf);
  }

  skip(words: ReadonlySet<string>): void {
    while (this.#is(words)) this.#at += 1;
  }

  #joined(
    words: ReadonlySet<string>,
    part: () => Predicate | undefined,
    join: (...of: readonly Predicate[]) => Predicate,
  ): Predicate | undefined {
    const parts: Predicate[] = [];
    do {
      const one = part();
      if (one === undefined) return undefined;
      parts.push(one);
      this.skip(endings);
    } while (this.#take(words));
    const [only, second] = parts;
    return second === undefined ? only : join(...parts);
  }

  #denied(): Predicate | undefined {
    if (this.#take(denials)) {
      const denied = this.#denied();
      return denied && not(denied);
    }
    if (this.#take(opening)) {
      const inside = this.alternatives();
      return this.#take(closing) ? inside : undefined;
    }
    return this.#atom();
  }

  #atom(): Predicate | undefined {
    this.#skipArticle();
    const subject = this.#nameOfWords() ?? this.#next();
    // `there are more pages` is about no value.
    if (subject?.kind !== "word" || subject.text === "there") return undefined;
    this.#at += 1;
    const sign = this.#sign();
    if (sign !== undefined) return this.#compared(subject.text, sign, false);
    return this.#said(subject.text) ?? this.#saidAfter(subject) ?? this.#flag(subject.text);
  }

  /**
   * `남은 수량 < 0`, `재고 수량이 3 이하`: several words name one value where a sign, or the particle of a subject, ends them.
   * Leaves the last of them to be taken.
   */
  #nameOfWords(): GuardToken | undefined {
    const words: (GuardToken & { kind: "word" })[] = [];
    for (const one of this.#tokens.slice(this.#at, this.#at + nameWordsMax)) {
      if (one.kind !== "word" || isJoining(one.text)) break;
      words.push(one);
    }
    const last = words.at(-1);
    const next = this.#tokens[this.#at + words.length];
    if (last === undefined || words.length < 2) return undefined;
    const isCompared = next?.kind === "sign" && signs[next.text] !== undefined;
    if (!isCompared && (last.bare === last.text || next?.kind !== "value")) return undefined;
    this.#at += words.length - 1;
    const before = words.slice(0, -1).map(({ text }) => text);
    return {
      kind: "word",
      text: [...before, last.text].join(" "),
      bare: [...before, last.bare].join(" "),
    };
  }

  /** `is at least 3`, `isn't empty`, `in (A, B)`: the words between what is compared, as English has them. */
  #said(name: string): Predicate | undefined {
    const begun = this.#at;
    const found = this.#inWords(name);
    if (found === undefined) this.#at = begun;
    return found;
  }

  #inWords(name: string): Predicate | undefined {
    if (this.#take(exists)) return not(isOneOf(name, null));
    if (this.#phrase("does not exist") || this.#phrase("doesn't exist")) return isOneOf(name, null);
    if (this.#phrase("does not equal") || this.#phrase("doesn't equal"))
      return this.#compared(name, "!=", true);
    if (this.#take(exceeds)) return this.#compared(name, ">", true);
    const isVerb = this.#take(verbs);
    const isDenied = isVerb ? this.#take(wordSet("not")) : this.#take(denyingVerbs) || this.#denialBeforeIn();
    const said = this.#saidOf(name, isVerb || isDenied);
    return said !== undefined && isDenied ? not(said) : said;
  }

  #denialBeforeIn(): boolean {
    const next = this.#tokens[this.#at + 1];
    if (next?.kind !== "word" || next.text.toLowerCase() !== "in") return false;
    return this.#take(wordSet("not"));
  }

  #saidOf(name: string, hasVerb: boolean): Predicate | undefined {
    if (this.#take(listWords)) return this.#listed(name, true);
    if (this.#phrase("one of")) return this.#listed(name, false);
    if (!hasVerb) return this.#take(wordSet("equals")) ? this.#compared(name, "=", true) : undefined;
    if (this.#take(emptyWords)) return isEmpty(name);
    if (this.#take(missingWords)) return isOneOf(name, null);
    if (this.#take(presentWords)) return not(isOneOf(name, null));
    const order = this.#order();
    if (order !== undefined) return this.#compared(name, order, true);
    if (this.#phrase("equal to")) return this.#compared(name, "=", true);
    // `token is valid` is a sentence: a value has the look of one.
    const next = this.#next();
    const isValue = next?.kind === "value" || (next?.kind === "word" && /^[A-Z][A-Z0-9_]*$/u.test(next.text));
    return isValue ? this.#compared(name, "=", false) : undefined;
  }

  #order(): Comparison | undefined {
    if (this.#phrase("at least")) return ">=";
    if (this.#phrase("at most")) return "<=";
    const order = this.#take(greater) ? ">" : this.#take(less) ? "<" : undefined;
    if (order === undefined) return undefined;
    this.skip(wordSet("than"));
    return this.#phrase("or equal to") ? `${order}=` : order;
  }

  /** `amount가 100 초과`, `목록이 비어 있음`, `상태가 '완료'가 아니면`: what is said comes last. */
  #saidAfter(subject: GuardToken & { kind: "word" }): Predicate | undefined {
    const begun = this.#at;
    const name = subject.bare;
    this.skip(particles);
    const found = this.#ending(name) ?? this.#comparedAfter(name);
    if (found === undefined) this.#at = begun;
    return found;
  }

  #ending(name: string): Predicate | undefined {
    if (this.#take(emptyAfter)) return isEmpty(name);
    if (this.#phrase("비어 있지 않음") || this.#phrase("비어 있지 않으면") || this.#phrase("비어있지 않으면"))
      return not(isEmpty(name));
    if (this.#phrase("비어 있음") || this.#phrase("비어 있으면") || this.#phrase("비어 있는"))
      return isEmpty(name);
    if (this.#phrase("비어 있을")) return isEmpty(name);
    if (this.#phrase("존재하지 않음") || this.#phrase("존재하지 않으면") || this.#take(missingAfter))
      return isOneOf(name, null);
    return this.#take(presentAfter) ? not(isOneOf(name, null)) : undefined;
  }

  #comparedAfter(name: string): Predicate | undefined {
    const operand = this.#operand("bare");
    if (operand === undefined) return undefined;
    this.skip(particles);
    const next = this.#next();
    const order = next?.kind === "word" ? orderedAfter[next.text] : undefined;
    if (order !== undefined) {
      this.#at += 1;
      return ordered(name, order, operand);
    }
    const values = this.#valuesAfter(operand);
    const isDenied = this.#take(unlikeAfter);
    if (!isDenied && !this.isAtEnd && !this.#is(endings) && !this.#is(orWords) && !this.#is(andWords))
      return undefined;
    // Two words in a row are prose, unless the second one has the look of a value, or an ending says so.
    if (!isDenied && !isWrittenOut(operand)) return undefined;
    const same = values.length > 1 ? isOneOf(name, ...new Set(values.map(valueOf))) : equals(name, operand);
    return isDenied ? not(same) : same;
  }

  /** `DONE 또는 FAILED가`: all of them have the look of values. */
  #valuesAfter(first: Operand): readonly Operand[] {
    const found = [first];
    for (;;) {
      const begun = this.#at;
      const next = this.#take(orWords) || this.#take(separators) ? this.#operand("bare") : undefined;
      this.skip(particles);
      const isOver =
        this.isAtEnd || this.#isAny([orWords, andWords, separators, closing, endings, unlikeAfter]);
      if (next === undefined || !isOver || !isWrittenOut(first) || !isWrittenOut(next)) {
        this.#at = begun;
        return found;
      }
      found.push(next);
    }
  }

  /** `part.open`, `approved`: whatever it is, it is one word, and true or false. */
  #flag(name: string): Predicate | undefined {
    const isOver =
      this.isAtEnd || this.#is(orWords) || this.#is(andWords) || this.#is(closing) || this.#is(endings);
    return isOver && /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/u.test(name)
      ? isOneOf(name, true)
      : undefined;
  }

  #compared(name: string, operator: Comparison | "!=", inWords: boolean): Predicate | undefined {
    const first = this.#operand();
    if (
      first === undefined ||
      (inWords && first.kind === "word" && /^[a-z]+$/u.test(first.text) && !this.#mayEnd())
    )
      return undefined;
    if (operator !== "=" && operator !== "!=") return ordered(name, operator, first);
    const others = this.#otherValues(first, operator);
    if (others === undefined) return undefined;
    const values = [first, ...others].map(valueOf);
    const same = others.length === 0 ? equals(name, first) : isOneOf(name, ...new Set(values));
    return operator === "=" ? same : not(same);
  }

  #mayEnd(): boolean {
    return this.isAtEnd || this.#is(orWords) || this.#is(andWords) || this.#is(closing);
  }

  /** `A or B`, `A, B`, `A | B` behind `status =`: values with the look of the first, and no comparisons of their own. */
  #otherValues(first: Operand, operator: "=" | "!="): readonly Operand[] | undefined {
    const found: Operand[] = [];
    for (;;) {
      const begun = this.#at;
      const isOr = this.#take(orWords);
      if (!isOr && !this.#take(separators) && !(operator === "!=" && this.#take(andWords))) return found;
      const next = this.#operand();
      const isOver = this.isAtEnd || this.#isAny([orWords, andWords, separators, closing, endings]);
      if (next === undefined || !isOver || !isLike(first, next)) {
        this.#at = begun;
        return found;
      }
      // `a != X or Y` could exclude both, or be true of everything.
      if (isOr && operator === "!=") return undefined;
      found.push(next);
    }
  }

  /** `found in cache` is a sentence: there, a list needs brackets. */
  #listed(name: string, needsBrackets: boolean): Predicate | undefined {
    const isBracketed = this.#take(openings);
    if (!isBracketed && needsBrackets) return undefined;
    const first = this.#operand();
    if (first === undefined) return undefined;
    const values: Operand[] = [first];
    while (this.#take(separators) || this.#take(orWords)) {
      const next = this.#operand();
      if (next === undefined) return undefined;
      values.push(next);
    }
    return isBracketed && !this.#take(closings) ? undefined : isOneOf(name, ...new Set(values.map(valueOf)));
  }

  /** `the total`; but `a = 1` is about something called `a`. */
  #skipArticle(): void {
    const next = this.#next();
    const after = this.#tokens[this.#at + 1];
    if (next?.kind === "word" && articles.has(next.text) && after?.kind === "word" && !isVerb(after.text))
      this.#at += 1;
  }

  /** `as`: whether a word carries the particle of what comes before the comparison. */
  #operand(as: "text" | "bare" = "text"): Operand | undefined {
    this.#skipArticle();
    const next = this.#next();
    if (next === undefined || next.kind === "sign") return undefined;
    this.#at += 1;
    if (next.kind === "word") return { kind: "word", text: next[as] };
    if (typeof next.value === "number") this.skip(units);
    return next;
  }

  #sign(): Comparison | "!=" | undefined {
    const next = this.#next();
    const sign = next?.kind === "sign" ? signs[next.text] : undefined;
    if (sign !== undefined) this.#at += 1;
    return sign;
  }

  #next(): GuardToken | undefined {
    return this.#tokens[this.#at];
  }

  #is(words: ReadonlySet<string>): boolean {
    const next = this.#next();
    return next !== undefined && next.kind !== "value" && words.has(next.text.toLowerCase());
  }

  #isAny(sets: readonly ReadonlySet<string>[]): boolean {
    return sets.some((words) => this.#is(words));
  }

  #take(words: ReadonlySet<string>): boolean {
    const is = this.#is(words);
    if (is) this.#at += 1;
    return is;
  }

  #phrase(phrase: string): boolean {
    const words = phrase.split(" ");
    const isThere = words.every((word, index) => {
      const token = this.#tokens[this.#at + index];
      return token?.kind === "word" && token.text.toLowerCase() === word;
    });
    if (isThere) this.#at += words.length;
    return isThere;
  }
}

/** `COMPLETED`, `3`: it has the look of a value. */
function isWrittenOut(operand: Operand): boolean {
  return operand.kind === "value" || /^[A-Z][A-Z0-9_]*$/u.test(operand.text);
}

/** No name of a value has more words. */
const nameWordsMax = 4;
const denials = wordSet("not !");
const opening = wordSet("(");
const closing = wordSet(")");
const openings = wordSet("( [ {");
const closings = wordSet(") ] }");
const separators = wordSet(", | /");
const articles = wordSet("the a an");
const exists = wordSet("exists");
const exceeds = wordSet("exceeds");
const verbs = wordSet("is are was were");
const denyingVerbs = wordSet("isn't isnt aren't arent wasn't weren't");
const listWords = wordSet("in ∈");
const emptyWords = wordSet("empty blank");
const missingWords = wordSet("null nil none undefined missing absent unset");
const presentWords = wordSet("present given set defined");
const greater = wordSet("greater more higher larger bigger above over");
const less = wordSet("less lower smaller fewer below under");

function isVerb(word: string): boolean {
  return [verbs, denyingVerbs, exists, exceeds, listWords].some((words) => words.has(word.toLowerCase()));
}

/** Words that stand between names, and are part of none. */
function isJoining(word: string): boolean {
  const small = word.toLowerCase();
  return (
    isVerb(word) ||
    [orWords, andWords, denials, endings, particles, articles].some((words) => words.has(small))
  );
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

function byWord(comparison: Comparison, words: string): Readonly<Record<string, Comparison>> {
  return Object.fromEntries(words.split(" ").map((word) => [word, comparison]));
}

/** Of equality, a word may be a value or a name; who knows the names finds out. */
function equals(name: string, operand: Operand): Predicate {
  if (operand.kind === "value" || /^[A-Z][A-Z0-9_]*$/u.test(operand.text))
    return isOneOf(name, valueOf(operand));
  return compares(name, "=", { kind: "from", path: operand.text });
}

function ordered(name: string, operator: Comparison, operand: Operand): Predicate | undefined {
  if (operand.kind === "word") return compares(name, operator, { kind: "from", path: operand.text });
  return typeof operand.value === "number" ? compares(name, operator, operand.value) : undefined;
}

/** `a = X or a = Y` names two values of one thing. */
function eitherOf(...of: readonly Predicate[]): Predicate {
  const [first] = of;
  const values = of.flatMap((part) =>
    part.kind === "one-of" && first?.kind === "one-of" && part.name === first.name ? [part.values] : [],
  );
  return first?.kind === "one-of" && values.length === of.length
    ? isOneOf(first.name, ...new Set(values.flat()))
    : anyOf(...of);
}

function valueOf(operand: Operand): string | number | boolean | null {
  return operand.kind === "value" ? operand.value : operand.text;
}

/** `A or B` names two states, `A or open` does not. */
function isLike(one: Operand, other: Operand): boolean {
  const look = (operand: Operand): string =>
    operand.kind === "value"
      ? typeof operand.value
      : /^[A-Z][A-Z0-9_]*$/u.test(operand.text)
        ? "string"
        : "word";
  return look(one) === look(other);
}
