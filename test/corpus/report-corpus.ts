import { table } from "../../generator/cli/report/table.ts";
import { fateOf, isFailed, isTooSlow, type CorpusResult } from "./corpus-result.ts";
import type { CorpusReport } from "./run-corpus.ts";

/** The numbers of a row, each under its heading. */
const columns: readonly (readonly [heading: string, cell: (result: CorpusResult) => string])[] = [
  ["became", fateOf],
  ["arrows", ({ generation }) => count(generation?.arrows ?? 0)],
  ["code", ({ generation }) => count(generation?.coverage.code ?? 0)],
  ["stubs", ({ generation }) => count(generation?.coverage.stubs ?? 0)],
  ["not covered", ({ generation }) => count(generation?.coverage.notCovered ?? 0)],
  ["type errors", ({ typeErrors }) => count(typeErrors.length)],
  ["passed", ({ contract }) => count(contract.passed)],
  ["unfilled", ({ contract }) => count(contract.unfilled)],
  ["FAILED", ({ contract }) => count(contract.failed.length)],
  ["ms", ({ generation }) => count(generation?.ms ?? 0)],
];

/** A table of what became of each source, what was wrong with those that failed, and the sums. */
export function reportCorpus({ results, otherErrors }: CorpusReport): string {
  const rows = results.map((result) => [result.source, ...columns.map(([, cell]) => cell(result))]);
  const lines = table([["diagram", ...columns.map(([heading]) => heading)], ...rows]).split("\n");
  const [head = "", ...body] = lines;
  return [
    `${head}  diagnostics`,
    ...results.map((result, index) => `${body[index]}  ${codesOf([result])}`.trimEnd()),
    "",
    ...results.filter(isFailed).flatMap(faults),
    ...otherErrors,
    ...sums(results),
    "",
  ].join("\n");
}

function faults(result: CorpusResult): readonly string[] {
  const { source, crashes, typeErrors, contract, generation } = result;
  const all = [
    ...crashes,
    ...(isTooSlow(result) ? [`Generation took ${generation?.ms} ms.`] : []),
    ...typeErrors,
    ...contract.failed,
  ];
  const shown = all.slice(0, 8);
  const hidden = all.length - shown.length;
  return [`── ${source}`, ...shown, ...(hidden > 0 ? [`… ${hidden} more`] : []), ""];
}

function sums(results: readonly CorpusResult[]): readonly string[] {
  const fates = Map.groupBy(results, fateOf);
  const became = [...fates].map(([fate, some]) => `${some.length} ${fate}`).join(", ");
  const sum = (of: (result: CorpusResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const [slowest] = results.toSorted((one, other) => msOf(other) - msOf(one));
  return [
    `${results.length} texts: ${became}`,
    `diagnostics: ${codesOf(results) || "none"}`,
    `type errors: ${sum(({ typeErrors }) => typeErrors.length)}, crashes: ${sum(({ crashes }) => crashes.length)}`,
    `contract tests: ${sum(({ contract }) => contract.passed)} passed, ${sum(({ contract }) => contract.unfilled)} not implemented yet, ${sum(({ contract }) => contract.failed.length)} FAILED`,
    ...(slowest === undefined ? [] : [`slowest generation: ${msOf(slowest)} ms, ${slowest.source}`]),
    `${results.filter(isFailed).length} failed`,
  ];
}

/** `code ×3`, most frequent first. */
function codesOf(results: readonly CorpusResult[]): string {
  const codes = results.flatMap(({ generation }) => (generation?.noticed ?? []).map(({ code }) => code));
  return [...Map.groupBy(codes, (code) => code)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([code, all]) => (all.length === 1 ? code : `${code} ×${all.length}`))
    .join(", ");
}

function msOf({ generation }: CorpusResult): number {
  return generation?.ms ?? 0;
}

function count(value: number): string {
  return value === 0 ? "-" : String(value);
}
