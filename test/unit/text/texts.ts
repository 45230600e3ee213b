import { readFileSync } from "node:fs";
import type { Text } from "../../../generator/interaction/model.ts";

/** A text as the parser would hand it on: display lines, each with its place. */
export function textOf(written: string): Text {
  let start = 0;
  const lines = written.split("\n").map((line) => {
    const span = { start, end: start + line.length };
    start += line.length + 1;
    return { text: line, span };
  });
  return { lines, span: { start: 0, end: written.length } };
}

const diagrams = ["content-이미지결과조회", "event-콘텐츠생성완료구독", "workflow-engine"].map((name) =>
  readFileSync(new URL(`../../../diagrams/${name}.puml`, import.meta.url), "utf8"),
);

const matches = (pattern: RegExp): readonly (readonly string[])[] =>
  diagrams.flatMap((diagram) => [...diagram.matchAll(pattern)].map((match) => [...match]));

const broken = (label: string): string => label.replaceAll("\\n", "\n");

/** The distinct texts of the project's own diagrams, so that no test table can forget one. */
export const drawn = {
  messages: [...new Set(matches(/^\w+ *(?:<?-+>?) *\w+: (.*)$/gm).map(([, label = ""]) => broken(label)))],
  guards: matches(/^(?:alt|else) (.*)$/gm).map(([, label = ""]) => label),
  loops: matches(/^loop (.*)$/gm).map(([, label = ""]) => label),
  dividers: matches(/^== (.*) ==$/gm).map(([, label = ""]) => label),
  notes: matches(/^note [^\n:]*(?:: ?(.*)|\n([^]*?)\nend note)$/gm).map(([, short, long]) =>
    broken(short ?? long ?? ""),
  ),
};
