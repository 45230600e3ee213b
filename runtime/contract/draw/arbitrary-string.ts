import fc from "fast-check";
import { hostileStrings } from "./hostile-strings.ts";
import type { JsonObject } from "../values/json-object.ts";

/** Text as a JSON Schema describes it: by format, by pattern, or by length. */
export function arbitraryString(schema: JsonObject): fc.Arbitrary<string> {
  const known = byFormat(schema["format"]);
  if (known !== undefined) return known;
  if (typeof schema["pattern"] === "string") return fc.stringMatching(new RegExp(schema["pattern"], "u"));
  const min = typeof schema["minLength"] === "number" ? schema["minLength"] : 0;
  const max = typeof schema["maxLength"] === "number" ? schema["maxLength"] : Number.POSITIVE_INFINITY;
  // A handler may well take a blank id for a missing one; a diagram that wants some text does not ask it not to.
  const says = (text: string): boolean => min === 0 || text.trim() !== "";
  const plain = fc.string({ unit: letter, minLength: min, maxLength: Math.min(max, min + 12) }).filter(says);
  const hostile = ["a", ...hostileStrings].filter(
    (text) => text.length >= min && text.length <= max && says(text),
  );
  return hostile.length === 0
    ? plain
    : fc.oneof(
        { withCrossShrink: true },
        { weight: 3, arbitrary: plain },
        { weight: 2, arbitrary: fc.constantFrom(...hostile) },
      );
}

const printable = { first: 32, count: 95, simplest: 97 };

/** Any printable character; the simplest is "a", because a counterexample full of blanks tells nobody anything. */
const letter = fc.nat(printable.count - 1).map(
  (index) =>
    String.fromCharCode(printable.first + ((index + printable.simplest - printable.first) % printable.count)),
  (value) => {
    if (typeof value !== "string" || value.length !== 1) throw new Error("not a character");
    const place = value.charCodeAt(0) - printable.first;
    if (place < 0 || place >= printable.count) throw new Error("not printable");
    return (place - (printable.simplest - printable.first) + printable.count) % printable.count;
  },
);

const hostileAddresses = [
  "https://cdn.example/a.png",
  "https://cdn.example/?q='%3B%20DROP%20TABLE%20t--",
  "https://cdn.example/%ED%95%9C%EA%B8%80#${x}",
  `https://cdn.example/${"long/".repeat(200)}`,
  "HTTPS://CDN.Example:443/a/../한글.png",
];

/** One moment can be written in several ways, and code that rewrites it changes the payload. */
const zones: readonly ((iso: string) => string)[] = [
  (iso) => iso,
  (iso) => iso.replace(/\.\d+Z$/, "Z"),
  (iso) => iso.replace(/Z$/, "456Z"),
  (iso) => iso.replace(/Z$/, "+09:00"),
];

// Making one of these takes a fifth of a second.
let webUrl: fc.Arbitrary<string> | undefined;
let emailAddress: fc.Arbitrary<string> | undefined;

function byFormat(format: unknown): fc.Arbitrary<string> | undefined {
  switch (format) {
    case "uri":
    case "uri-reference":
      return fc.oneof(fc.constantFrom(...hostileAddresses), (webUrl ??= fc.webUrl()));
    case "date-time":
      return fc.tuple(instant(), fc.constantFrom(...zones)).map(([date, zone]) => zone(date.toISOString()));
    case "date":
      return instant().map((date) => date.toISOString().slice(0, 10));
    case "time":
      return instant().map((date) => date.toISOString().slice(11, 19));
    case "uuid":
      return fc.uuid();
    case "email":
      return fc.oneof(
        fc.constantFrom("a@example.com", "o'brien+tag@example.com"),
        (emailAddress ??= fc.emailAddress()),
      );
    case "ipv4":
      return fc.ipV4();
    case "ipv6":
      return fc.ipV6();
    default:
      return undefined;
  }
}

function instant(): fc.Arbitrary<Date> {
  return fc.date({
    min: new Date("1970-01-01T00:00:00Z"),
    max: new Date("2099-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
}
