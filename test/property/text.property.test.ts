import fc from "fast-check";
import { expect, test } from "vitest";
import { sqlParser } from "../support/sql-parser.ts";
import type { Text } from "../../generator/interaction/model.ts";
import { camelCase, kebabCase, pascalCase } from "../../generator/text/lexical/make-identifier.ts";
import { parseGuard } from "../../generator/text/guards/parse-guard.ts";
import { parseRepetition } from "../../generator/text/guards/parse-repetition.ts";
import { parseShape } from "../../generator/text/shapes/parse-shape.ts";
import { readDivider, readNote } from "../../generator/text/notes/read-note.ts";
import { readPolicyDirective } from "../../generator/text/notes/read-policy-directive.ts";
import { reservedWords } from "../../generator/text/lexical/reserved-words.ts";
import { stripMarkup } from "../../generator/text/lexical/strip-markup.ts";
import { understandMessage } from "../../generator/text/messages/understand-message.ts";

const settings = { seed: 20_240_611, numRuns: 500 };

/** Pieces that the readers look for, so that random texts come close to their shapes. */
const fragments = fc.constantFrom(
  ..."{|}|[|]|(|)|<|>|,|:|=|→|?|\"|'|`|**|//|--|~|&lt;|<b>|...|…|- |GET /a/{id}|200 OK|SELECT a FROM b|WHERE x = ?|DEL a:{b}|Key: a:{b}".split(
    "|",
  ),
  ..."재시도|최대 3회|후|없음|no|retry|TTL|7일|2초|간격|폴링|이벤트|OrderPlaced|구독|order-topic|저장 데이터:|**제목**|status|COMPLETED|List<X>".split(
    "|",
  ),
  "\n",
  " ",
  "\\",
  "throw X",
  "f(",
  "${x}",
  "*/",
  "\u2028",
  "__proto__",
  "null",
  "3가지 (a, b)",
  "loop 3",
  "한".normalize("NFD"),
);
const written = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.array(fragments, { maxLength: 25 }).map((parts) => parts.join("")),
  fc.array(fragments, { maxLength: 25 }).map((parts) => parts.join(" ")),
);

function textOf(content: string): Text {
  let start = 0;
  const lines = content.split("\n").map((line) => {
    const span = { start, end: start + line.length };
    start += line.length + 1;
    return { text: line, span };
  });
  return { lines, span: { start: 0, end: content.length } };
}

test("no text makes a reader throw, and reading twice gives the same", () => {
  fc.assert(
    fc.property(written, fc.constantFrom("request", "reply", "unknown"), (content, direction) => {
      const read = (): unknown => [
        understandMessage(textOf(content), { direction, sql: sqlParser }),
        readNote(textOf(content)),
        readDivider(textOf(content)),
        parseGuard(content),
        parseRepetition(content),
        parseShape(content),
        readPolicyDirective(content),
        stripMarkup(content),
      ];
      expect(read()).toEqual(read());
    }),
    settings,
  );
});

test("names are legal, unreserved and bounded", () => {
  fc.assert(
    fc.property(written, (content) => {
      for (const name of [camelCase(content), pascalCase(content)]) {
        expect(name).toMatch(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u);
        expect(reservedWords.has(name)).toBe(false);
        expect(name).toBe(name.normalize("NFC"));
        expect(name.length).toBeLessThanOrEqual(70);
      }
      expect(kebabCase(content)).toMatch(/^[\p{ID_Continue}-]+$/u);
    }),
    settings,
  );
});

test("every line of a note that shows something is accounted for, once", () => {
  fc.assert(
    fc.property(written, (content) => {
      const text = textOf(content);
      const reading = readNote(text);
      const spans = new Set(
        [...reading.policies, ...reading.examples, ...reading.headings, ...reading.unrecognised].map(
          ({ span }) => `${span.start}:${span.end}`,
        ),
      );
      const ranges = [...spans].map((span) => span.split(":").map(Number));
      for (const line of text.lines) {
        if (stripMarkup(line.text).trim() === "") continue;
        const covering = ranges.filter(
          ([start = 0, end = 0]) => start <= line.span.start && line.span.end <= end,
        );
        expect(covering).toHaveLength(1);
      }
    }),
    settings,
  );
});
