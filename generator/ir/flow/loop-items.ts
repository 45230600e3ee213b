import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Repetition } from "../../text/model.ts";
import { stripMarkup } from "../../text/lexical/strip-markup.ts";
import type { LoopItems, TypeExpr } from "../model/diagram-model.ts";
import { resolveName, topFrame, typeAt, type Known, type Scopes } from "./scope.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { keyOf } from "../types/value-names.ts";

/**
 * What a loop goes through: a list that one of these components knows when the loop begins, if its label names one.
 * `undefined` where the label is more than a word, since then nothing inside the loop can refer to an item by name.
 */
export function loopItems(
  repetition: Repetition | undefined,
  components: readonly string[],
  scopes: Scopes,
  types: TypeKnowledge,
): LoopItems | undefined {
  if (repetition?.kind !== "each") return undefined;
  const subject = oneWord(repetition.subject);
  const item = repetition.item ?? subject;
  if (item === undefined) return undefined;
  const wanted =
    subject === undefined ? [] : repetition.item === undefined ? plurals(subject) : lists(subject);
  const found = components.flatMap((component) => {
    const { scope } = topFrame(scopes, component);
    const list = findList(wanted, scope, types) ?? listOfSuch(item, scope, types);
    return list === undefined ? [] : [{ component, ...list }];
  });
  const name = camelCase(item, "item");
  return {
    name,
    type: found[0]?.element ?? types.typeOf(name, types.isPassed(name) ? "opaque" : "string"),
    from: found.map(({ component, path }) => ({ component, path })),
  };
}

/** `payload.participants` is known as `participants`; a phrase is nobody's name. */
function oneWord(text: string): string | undefined {
  const plain = stripMarkup(text).replaceAll('"', "").trim();
  return /^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(plain)
    ? plain.split(".").findLast((part) => part !== "")
    : /^\p{Lo}{1,20} (?:목록|리스트)$/u.test(plain)
      ? plain.replace(" ", "")
      : undefined;
}

/** The answer `주문 목록` is known as `주문`. */
function lists(word: string): readonly string[] {
  const [, listed] = /^(.{1,60}?)(?:목록|리스트|들|一覧|リスト)$/u.exec(word) ?? [];
  return listed === undefined ? [word] : [word, listed];
}

function plurals(word: string): readonly string[] {
  return [
    word,
    `${word}s`,
    `${word}es`,
    word.replace(/y$/u, "ies"),
    `${word}List`,
    `${word}들`,
    `${word}목록`,
  ];
}

function findList(
  names: readonly string[],
  scope: readonly Known[],
  types: TypeKnowledge,
): { readonly path: string; readonly element: TypeExpr } | undefined {
  const known = types.namedTypes();
  for (const name of names) {
    const path = resolveName(name, scope, known);
    const type = path === undefined ? undefined : typeAt(path, scope, known);
    const form =
      type?.kind === "named" ? known.find((candidate) => candidate.name === type.name)?.type : type;
    if (path !== undefined && form?.kind === "list") return { path, element: form.element };
  }
  return undefined;
}

/** `각 가맹점` goes through `가맹점별합계`, the only list known whose name begins with what each is called. */
function listOfSuch(
  item: string,
  scope: readonly Known[],
  types: TypeKnowledge,
): { readonly path: string; readonly element: TypeExpr } | undefined {
  const known = types.namedTypes();
  const key = keyOf(item);
  const [only, another] = scope.flatMap(({ name, type }) => {
    const form = type.kind === "named" ? known.find((candidate) => candidate.name === type.name)?.type : type;
    const isSuch = [...key].length > 1 && keyOf(name).startsWith(key);
    return isSuch && form?.kind === "list" ? [{ path: name, element: form.element }] : [];
  });
  return another === undefined ? only : undefined;
}
