import { deviceNames, globalTypes, reservedWords } from "./reserved-words.ts";

/** `Job 상태 조회` → `job상태조회`: a legal name for a variable or member, made from any text. */
export function camelCase(text: string, fallback = "unnamed"): string {
  const [first = "", ...rest] = boundedWords(text);
  return legal(first + rest.map(capitalised).join(""), fallback, reservedWords);
}

/** `job status` → `JobStatus`: a legal name for a type, made from any text. */
export function pascalCase(text: string, fallback = "Unnamed"): string {
  const name = legal(boundedWords(text).map(capitalised).join(""), fallback, reservedWords);
  return globalTypes.has(name) ? `${name}_` : name;
}

/** `JobStatus` → `job-status`: a name for a file or folder that is legal on every platform. */
export function kebabCase(text: string, fallback = "unnamed"): string {
  const name = boundedWords(text).join("-");
  if (name === "") return fallback;
  return deviceNames.has(name) ? `${name}_` : name;
}

/** The words of a text in lower case, cut at camel humps, digits, changes of script and everything that is no letter. */
export function identifierWords(text: string): readonly string[] {
  const source = text
    .slice(0, lengthMax * 40)
    .normalize("NFC")
    .replaceAll(/(?<=[\p{L}\p{N}])\((e?s)\)/giu, "$1")
    .replaceAll(/['’](?=s\b)/g, "");
  const words: string[] = [];
  for (const run of source.split(notWord)) {
    for (const [index, piece] of (run.match(pieces) ?? []).entries()) {
      const word = withoutParticle(piece, index > 0);
      if (word !== "") words.push(word.toLowerCase().normalize("NFC"));
    }
  }
  return words;
}

const lengthMax = 60;

/** Whether a name that somebody chose can stand in code as it is. */
export function isIdentifier(name: string): boolean {
  return (
    /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && name.length <= 200 && !reservedWords.has(name)
  );
}

/**
 * Characters outside these make no part of a name. Narrower than Unicode's ID_Continue on purpose: compilers and engines
 * know different versions of Unicode, so only scripts that all of them know are kept.
 */
const notWord =
  /(?:[^\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}]|\P{ID_Continue}|\p{Default_Ignorable_Code_Point}|[\u1c89\u1c8a\ua7c0-\ua7f1]|(?![\u{20000}-\u{2fa1f}])[\u{10000}-\u{10ffff}])+/u;

const pieces = new RegExp(
  [
    String.raw`\p{Nd}+`,
    // `(s)` was folded before, so `URLs` is one word; `URLParser` is two.
    String.raw`[A-Z]+s(?![\p{Ll}\p{Lu}])`,
    String.raw`\p{Lu}+(?![\p{Ll}\p{M}])`,
    String.raw`\p{Lu}?(?:(?!\p{Script=Hangul})[\p{Ll}\p{M}])+`,
    String.raw`(?:\p{Script=Hangul}\p{M}*)+`,
    String.raw`(?:(?!\p{Script=Hangul})[\p{Lo}\p{Lm}\p{Lt}\p{Nl}\p{M}])+`,
    String.raw`\p{Lu}`,
  ].join("|"),
  "gu",
);

const particles = new Set("에 에서 에게 을 를 이 가 은 는 의 로 으로 와 과 도 만".split(" "));

/**
 * Drops Korean particles: any that follows a foreign word (`DB에`), else only those that end no noun.
 * `회의`, `평가` and `경로` keep their last syllable.
 */
function withoutParticle(word: string, afterOther: boolean): string {
  if (afterOther && particles.has(word)) return "";
  return word.replace(/(?<=\p{Script=Hangul})(?:를|에서|에게)$/u, "");
}

function boundedWords(text: string): readonly string[] {
  const kept: string[] = [];
  let length = 0;
  for (const word of identifierWords(text)) {
    length += word.length + 1;
    if (length > lengthMax + 1 && kept.length > 0) break;
    kept.push(word.length > lengthMax ? [...word].slice(0, lengthMax / 2).join("") : word);
  }
  return kept;
}

function capitalised(word: string): string {
  const [first = ""] = word;
  return first.toUpperCase() + word.slice(first.length);
}

function legal(candidate: string, fallback: string, taken: ReadonlySet<string>): string {
  const name = candidate.normalize("NFC");
  if (name === "") return fallback;
  if (!/^\p{ID_Start}/u.test(name)) return `_${name}`;
  return taken.has(name) ? `${name}_` : name;
}
