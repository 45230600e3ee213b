import { policyDefinitions } from "seqwright-runtime/model";
import { expect, test } from "vitest";
import { noteLines } from "../../../../generator/text/notes/note-lines.ts";
import { policiesIn, policyOver } from "../../../../generator/text/notes/recognise-policies.ts";
import { moreTeamNotes } from "./team-notes-2.ts";
import { freshTeamNotes } from "./team-notes-3.ts";
import { teamNotes, type TeamNote } from "./team-notes.ts";

/** Kinds that are recognised in a line as a note has it, under its heading. */
function recognised([heading, written]: TeamNote): readonly string[] {
  const [line] = noteLines({
    lines: [{ text: written, span: { start: 0, end: 0 } }],
    span: { start: 0, end: 0 },
  });
  const text = line?.text ?? "";
  const over = policyOver([text]);
  return over === undefined ? policiesIn(text, heading).map(({ kind }) => kind) : [over.policy.kind];
}

interface Judged {
  readonly line: string;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
  readonly right: number;
}

const known: ReadonlySet<string> = new Set(policyDefinitions.map(({ kind }) => kind));

const judged = [...teamNotes, ...moreTeamNotes, ...freshTeamNotes].map((note): Judged => {
  const [, line, kinds] = note;
  const found = recognised(note);
  const seen = kinds.map((kind) => kind.replace(/^\((.*)\)$/, "$1"));
  return {
    line,
    // An ordering is held against the arrows later: where they draw neither side, it is prose.
    wrong: found.filter((kind) => !seen.includes(kind) && kind !== "ordering"),
    missed: kinds.filter((kind) => known.has(kind) && !found.includes(kind)),
    right: found.filter((kind) => kinds.includes(kind)).length,
  };
});

/** Asking again for a time is read as a plan, unless it is called polling. */
const otherwise = ["1초마다 상태 조회, 60초 후 포기: schedule"];

test("what is recognised in notes of teams is what a reader sees there", () => {
  expect(
    judged.filter(({ wrong }) => wrong.length > 0).map(({ line, wrong }) => `${line}: ${wrong.join(", ")}`),
  ).toEqual(otherwise);
});

/** A plan as programs write it names no rhythm that the runtime keeps; others name nothing that could be done. */
const notYet = [
  "cron: 0 0 * * *: schedule",
  "@Scheduled(fixedDelay = 5000): schedule",
  "EX 600초: ttl",
  "1초마다 상태 조회, 60초 후 포기: polling",
];

test("what a reader sees in notes of teams is recognised", () => {
  expect(
    judged
      .filter(({ missed }) => missed.length > 0)
      .map(({ line, missed }) => `${line}: ${missed.join(", ")}`),
  ).toEqual(notYet);
});
