import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { parseFile } from "../../../generator/interaction/resolve-diagrams.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

interface Compiled {
  readonly codes: readonly string[];
  readonly files: number;
}

async function compiled(lines: readonly string[]): Promise<Compiled> {
  const text = `@startuml\nactor U\nparticipant A\nparticipant B\n${lines.join("\n")}\n@enduml\n`;
  const sources = [sourceFile("diagrams/large.puml", text)];
  const { value, diagnostics } = await compile({ sources, config: {}, existing: new Map() });
  return {
    codes: [...new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code))],
    files: value.flatMap(({ files }) => files).length,
  };
}

const times = (count: number, line: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => line(index));

/** Far above what these take, and far below what they would take if the work grew with the square of the size. */
const timeoutMs = 20_000;

const sizes: Readonly<Record<string, readonly string[]>> = {
  "500 HTTP requests": times(
    500,
    (at) => `U -> A: POST /x/{id}/y${at} {"a${at}": 1, "b": "c"}\nA --> U: 200 {"status": "OK", "n": ${at}}`,
  ),
  "500 calls that are answered": [
    "U -> A: go(id)",
    ...times(500, (at) => `A -> B: step${at}(id)\nB --> A: result${at}`),
  ],
  "300 participants": times(300, (at) => `P${at} -> P${at + 1}: call${at}(id)`),
  "200 branches": [
    "U -> A: go(id)",
    ...times(200, (at) => `${at === 0 ? "alt" : "else"} case ${at}\nA -> B: x${at}(id)`),
    "end",
  ],
  "60 fragments within each other": [
    "U -> A: go(id)",
    ...times(60, (at) => `${["opt", "loop", "alt", "group"][at % 4] ?? ""} g${at}`),
    "A -> B: x(id)",
    ...times(60, () => "end"),
  ],
  "2,000 notes": [
    "U -> A: go(id)",
    ...times(2000, (at) => `note over A: retry 3 times; timeout 5s; remark ${at}`),
  ],
  "2,000 activations": [
    "U -> A: go(id)",
    ...times(2000, () => "activate A"),
    ...times(2000, () => "deactivate A"),
  ],
  "JSON 1,500 levels deep": [`U -> A: POST /x ${'{"a":'.repeat(1500)}1${"}".repeat(1500)}`],
  "a type 1,500 levels deep": [`U -> A: f(a: ${"List<".repeat(1500)}X${">".repeat(1500)})`],
};

test.each(Object.entries(sizes))(
  "%s are generated in seconds",
  async (_, lines) => {
    const { codes, files } = await compiled(lines);
    expect(codes).toEqual([]);
    expect(files).toBeGreaterThan(3);
  },
  timeoutMs,
);

test(
  "20 parallel branches of 20 steps are refused, quickly",
  async () => {
    const branches = times(20, (branch) =>
      [branch === 0 ? "par" : "else", ...times(20, (step) => `A -> B: x${branch}_${step}(id)`)].join("\n"),
    );
    expect(await compiled(["U -> A: go(id)", ...branches, "end"])).toEqual({
      codes: ["protocol/too-many-interleavings"],
      files: 0,
    });
  },
  timeoutMs,
);

test(
  "10,000 branches are refused, quickly",
  async () => {
    const branches = times(10_000, (at) => `${at === 0 ? "alt" : "else"} case ${at}\nA -> B: x${at}(id)`);
    const { codes, files } = await compiled(["U -> A: go(id)", ...branches, "end"]);
    expect({ codes, files }).toEqual({ codes: ["link/too-many-branches"], files: 0 });
  },
  timeoutMs,
);

test(
  "2,000 notes that contradict the first are each reported, quickly",
  async () => {
    const { codes, files } = await compiled([
      "U -> A: go(id)",
      ...times(2000, (at) => `note over A: retry ${at} times`),
    ]);
    expect({ codes, files }).toEqual({ codes: ["policy/contradicts-note"], files: 0 });
  },
  timeoutMs,
);

test(
  "20,000 lines that mean nothing are each reported",
  async () => {
    const { codes } = await compiled(times(20_000, (at) => `this is nonsense ${at} @@@`));
    expect(codes).toEqual(["parse/unknown-statement"]);
  },
  timeoutMs,
);

const blanks = " ".repeat(19_000);
const stalling: Readonly<Record<string, string>> = {
  "pairs of angle brackets before a diagram": `${"<>".repeat(9_000)}\n@startuml\nA -> B: x\n@enduml\n`,
  "pairs of angle brackets and no diagram": `${"<>".repeat(9_000)}@star\n`,
  "tags that do not end": `${"<a".repeat(9_000)}@startuml\nA -> B: x\n@enduml\n`,
  "pairs of angle brackets in a line": `@startuml\nA -> B: x\n${"<>".repeat(9_000)}\n@enduml\n`,
  "a directive of blanks": `@startuml\nA -> B: x\n'@seqwright${blanks}\u2028x\n@enduml\n`,
  "a file name of blanks": `@startuml {${blanks}x\nA -> B: x\n@enduml\n`,
  "a title of colons": `@startuml\ntitle (${": ".repeat(9_000)}\nA -> B: x\n@enduml\n`,
  "a page title of colons": `@startuml\nA -> B: x\nnewpage ${": ".repeat(9_000)}\n@enduml\n`,
  "a header of blanks": `@startuml\nheader${blanks}\nA -> B: x\n@enduml\n`,
  "a group of brackets": `@startuml\ngroup ${"[".repeat(19_000)}\nA -> B: x\nend\n@enduml\n`,
  "a divider of equals signs": `@startuml\nA -> B: x\n${"=".repeat(19_001)}\n@enduml\n`,
  "a divider of blanks": `@startuml\nA -> B: x\n==${blanks}=\n@enduml\n`,
  "an arrow of dashes": `@startuml\nA ${"- ".repeat(9_500)}> B\n@enduml\n`,
};

test.each(Object.entries(stalling))(
  "no line stalls the parser: %s",
  (_, text) => {
    const start = performance.now();
    parseFile(sourceFile("diagrams/stalling.puml", text));
    expect(performance.now() - start).toBeLessThan(5_000);
  },
  timeoutMs,
);

const seeds = [
  "(",
  ")",
  "{",
  "<",
  "[",
  '"',
  "'",
  "`",
  "a",
  " ",
  "\t",
  "a ",
  "a.",
  "a,",
  "a(",
  "{a}",
  "a:",
  "-",
  "--",
  "\\n",
  "0",
  "9.",
  "A",
  "Aa",
  "한",
  "가 ",
  "/",
  "//",
  "/*",
  "?a=",
  "&",
  "=",
  "|",
  "#",
  "<b>",
  "$",
  "@",
  "...",
  "and ",
  "or ",
  "not ",
  "SELECT ",
  "SET a=1,",
  "1ms ",
  "retry ",
  ":a ",
];
const starts = [
  "",
  "GET /",
  "SELECT a FROM ",
  "INSERT INTO t (",
  "DEL ",
  "f(",
  "throw ",
  "200 ",
  "status = ",
  "{",
];
const shapes = [
  (text: string) => `U -> A: ${text}`,
  (text: string) => `loop ${text}\nU -> A: go(id)\nend`,
  (text: string) => `alt ${text}\nU -> A: go(id)\nend`,
  (text: string) => `note over A\n${text}\nend note`,
  (text: string) => text,
];

test(
  "no pattern is slow on long lines of anything repeated",
  async () => {
    const slow: string[] = [];
    for (const [index, seed] of seeds.entries()) {
      for (const [turn, shape] of shapes.entries()) {
        const text = `${starts[(index + turn) % starts.length] ?? ""}${seed.repeat(3_900 / seed.length)}!`;
        const start = performance.now();
        await compiled([shape(text)]);
        if (performance.now() - start > 2_000) slow.push(shape(text).slice(0, 40));
      }
    }
    expect(slow).toEqual([]);
  },
  timeoutMs * 2,
);
