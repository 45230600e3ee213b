/** Names that generated code must not declare: keywords, and members that every object or promise already has. */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    "break case catch class const continue debugger default delete do else enum export extends false finally for function if " +
    "import in instanceof new null return super switch this throw true try typeof var void while with " +
    "let static yield await async implements interface package private protected public eval arguments " +
    "undefined NaN Infinity globalThis any unknown never object string number boolean symbol bigint " +
    "__proto__ constructor prototype hasOwnProperty isPrototypeOf propertyIsEnumerable toString toLocaleString valueOf toJSON " +
    "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ then caller callee"
  ).split(" "),
);

/** Global types that a declaration of the same name would hide from the code around it. */
export const globalTypes: ReadonlySet<string> = new Set(
  (
    "Object Function Array Map Set WeakMap WeakSet Promise Error TypeError RangeError SyntaxError Date RegExp String Number Boolean " +
    "Symbol BigInt JSON Math Proxy Reflect Record Partial Required Readonly Pick Omit Exclude Extract Awaited Parameters ReturnType " +
    "Iterator Iterable Generator AsyncIterable Uint8Array ArrayBuffer Buffer URL NaN Infinity"
  ).split(" "),
);

/** Names that Windows keeps for devices, whatever their extension. */
export const deviceNames: ReadonlySet<string> = new Set([
  "con",
  "prn",
  "aux",
  "nul",
  ...Array.from({ length: 10 }, (_, digit) => [`com${digit}`, `lpt${digit}`]).flat(),
]);
