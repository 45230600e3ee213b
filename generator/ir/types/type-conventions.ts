import { identifierWords } from "../../text/lexical/make-identifier.ts";
import type { Literal, TypeExpr } from "../model/diagram-model.ts";

/** What names mean by convention. */
export interface Convention {
  readonly type: TypeExpr;
  /** Nobody would read the name otherwise. */
  readonly sure: boolean;
  /** A written-out value of such a name is an example of its kind; a written-out message or state is meant as it is. */
  readonly example: boolean;
}

const numbers = new Set(
  "count total amount price quantity qty balance size limit offset attempt attempts".split(" "),
);
const texts = new Set(
  "name title message reason description comment text label nickname token password phone currency sku code type key".split(
    " ",
  ),
);

export function conventional(name: string): Convention | undefined {
  const words = identifierWords(name).map((word) => word.toLowerCase());
  const last = words.at(-1) ?? "";
  const compound = words.length > 1;
  const sure = (type: TypeExpr, example = true): Convention => ({ type, sure: true, example });
  const likely = (element: TypeExpr): Convention => ({
    type: { kind: "list", element },
    sure: false,
    example: true,
  });
  if (last === "id") return sure({ kind: "string", nonEmpty: true });
  if (last === "timestamp" || (compound && last === "at"))
    return sure({ kind: "string", format: "date-time" });
  if (compound && /^(is|has|can|should)$/u.test(words[0] ?? "")) return sure({ kind: "boolean" });
  if (last === "email") return sure({ kind: "string", format: "email" });
  if (last === "url" || last === "uri") return sure({ kind: "string", format: "uri" });
  if (numbers.has(last)) return sure({ kind: "number" });
  if (texts.has(last)) return sure({ kind: "string" }, false);
  const inScript = conventionalInScript(last);
  if (inScript !== undefined) return inScript;
  if (compound && last === "ids") return likely({ kind: "string", nonEmpty: true });
  if (compound && (last === "urls" || last === "uris")) return likely({ kind: "string", format: "uri" });
  return undefined;
}

/** Korean and Japanese say at the end of a name what it is: `주문수량`, `재고여부`, `注文番号`. */
function conventionalInScript(name: string): Convention | undefined {
  const found = inScripts.find(([ending]) => ending.test(name));
  return (
    found && { type: found[1], sure: true, example: found[1].kind !== "string" || found[1].nonEmpty === true }
  );
}

const inScripts: readonly (readonly [RegExp, TypeExpr])[] = [
  [/(?:아이디|식별자)$/u, { kind: "string", nonEmpty: true }],
  [/이메일(?:주소)?$|メールアドレス$/u, { kind: "string", format: "email" }],
  [/(?:여부|유무|有無|可否)$/u, { kind: "boolean" }],
  [
    /(?:수량|금액|가격|단가|총액|합계|개수|건수|횟수|잔액|재고량|점수|나이|数量|金額|価格|単価|合計|件数|個数|回数|残高)$/u,
    { kind: "number" },
  ],
  [
    /(?:번호|이름|코드|일자|날짜|연월|년월|등급|제목|사유|메시지|설명|주소|토큰|番号|名|コード|理由|メッセージ|住所)$/u,
    { kind: "string" },
  ],
];

/** An id that is written out has the form of every other id, so that both are one type. */
export function isExampleId(name: string, value: Literal): boolean {
  const type = conventional(name)?.type;
  return type?.kind === "string" && type.nonEmpty === true && typeof value === "string" && value !== "";
}

/** ALL_CAPS, as enumerations are written. */
export function isConstant(value: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/u.test(value);
}

/** `status`, `errorCode`, `message`: what such a field writes out is what the diagram wants to be said there. */
export function saysWhatHappened(name: string): boolean {
  const words = identifierWords(name);
  const last = words.at(-1) ?? "";
  if (last === "code")
    return words.length === 1 || /^(?:error|status|result|reason)$/u.test(words.at(-2) ?? "");
  return outcomes.test(last);
}

const outcomes =
  /^(?:status|state|phase|stage|result|error|errors|message|msg|reason|detail|details|success|ok)$|(?:상태|메시지|사유|결과|코드|오류|状態|理由)$/u;
