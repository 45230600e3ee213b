import type { PolicySpec } from "../../model/diagram-protocol.ts";
import { clean } from "./describe-step.ts";
import { freeValueLine, freeValues } from "./free-values.ts";
import { levels } from "./level.ts";
import { outcomes, type Outcome, type Proof, type ProofLedger } from "./proof-ledger.ts";
import { inDiagramOrder } from "./stubs-told.ts";
import { fitWidth, textWidth } from "./text-width.ts";

/** What was proved of a diagram, property by property, and what was not. */
export function proofTable(ledger: ProofLedger): string {
  const rows = summaries(ledger.proofs);
  const cells = rows.map(({ property, proofs }) => [
    property,
    linesOf(proofs),
    levels.filter((level) => proofs.some((proof) => proof.level === level && isTried(proof))).join(", "),
    String(proofs.reduce((sum, { runs }) => sum + runs, 0)),
    worst(proofs),
  ]);
  const heading = ["property", "lines", "level", "runs", ""];
  return [
    `${clean(ledger.protocol.name, 80)}  ${ledger.protocol.source}`,
    ...aligned([heading, ...cells]),
    ...section("next to write", nextStubs(ledger)),
    ...section("not reached", gapsOf(ledger)),
    ...section("not tried", untried(ledger.proofs)),
    ...section("promised, and proved by no property", unproved(ledger)),
    ...section("left free by the diagram", freeValues(ledger.protocol).map(freeValueLine)),
  ].join("\n");
}

/** The same on one line, for those who see no table. */
export function proofLine(ledger: ProofLedger): string {
  const rows = summaries(ledger.proofs).filter(({ proofs }) => proofs.some(isTried));
  const passed = rows.filter(({ proofs }) => worst(proofs.filter(isTried)) === "PASSED");
  const open = [...untried(ledger.proofs), ...unproved(ledger)].length + gapsOf(ledger).length;
  const rest = open === 0 ? "" : `; ${open} more promised and not proved: "seqwright test" lists all`;
  return `${clean(ledger.protocol.name, 80)}: ${passed.length} of ${rows.length} properties proved${rest}`;
}

interface Summary {
  readonly property: string;
  readonly proofs: readonly Proof[];
}

function summaries(proofs: readonly Proof[]): readonly Summary[] {
  const names = [...new Set(proofs.filter(isTried).map(({ property }) => property))];
  return names.map((property) => ({
    property,
    proofs: proofs.filter((proof) => proof.property === property && isTried(proof)),
  }));
}

function isTried({ outcome }: Proof): boolean {
  return outcome !== "not tried";
}

function worst(proofs: readonly Proof[]): Outcome {
  return outcomes.find((outcome) => proofs.some((proof) => proof.outcome === outcome)) ?? "not tried";
}

const linesShown = 5;

function linesOf(proofs: readonly Proof[]): string {
  const all = [...new Set(proofs.flatMap(({ lines }) => lines))].sort((one, other) => one - other);
  return [...all.slice(0, linesShown), ...(all.length > linesShown ? ["…"] : [])].join(", ");
}

/** Properties of which no test has been run, with how to run them. */
function untried(proofs: readonly Proof[]): readonly string[] {
  const open = [...new Set(proofs.map(({ property }) => property))].filter(
    (property) => !proofs.some((proof) => proof.property === property && isTried(proof)),
  );
  return open.map((property) => {
    const own = proofs.filter((proof) => proof.property === property);
    const how = own.every(({ level }) => level === "system") ? "   seqwright test --system" : "";
    return `line ${linesOf(own)}  ${property}${how}`;
  });
}

const stubsShown = 3;

/** The stubs that are left, in the order of the diagram. */
function nextStubs({ protocol, proofs }: ProofLedger): readonly string[] {
  const all = proofs.flatMap(({ unfilled }) => unfilled);
  const distinct = new Map(all.map((stub) => [`${stub.what} ${stub.location ?? ""}`, stub]));
  const stubs = inDiagramOrder(protocol, [...distinct.values()]).map(({ what, location }) =>
    `${clean(what, 80)}   ${location ?? ""}`.trimEnd(),
  );
  const more = stubs.length - stubsShown;
  return [...stubs.slice(0, stubsShown), ...(more > 0 ? [`… and ${more} more`] : [])];
}

function gapsOf({ proofs }: ProofLedger): readonly string[] {
  return [...new Set(proofs.flatMap(({ gaps }) => gaps))];
}

/** What notes promise, where no property that was tried has proved it, nor a check of the diagram. */
function unproved({ protocol, proofs }: ProofLedger): readonly string[] {
  const passed = proofs.filter(({ outcome }) => outcome === "PASSED");
  return protocol.policies
    .filter(
      ({ line, keepers = [] }) =>
        !keepers.includes("check") &&
        !passed.some((proof) => proof.lines.includes(line) || keepers.includes(proof.property)),
    )
    .map((policy) => `line ${policy.line}  ${policy.kind}: ${clean(policy.text, 60)}   ${keeperOf(policy)}`);
}

function keeperOf({ keepers }: PolicySpec): string {
  if (keepers === undefined) return "";
  if (keepers.includes("runtime")) return "left to the runtime";
  return keepers.length === 0 ? "nobody keeps it" : `left to the property ${keepers.join(", ")}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`.trimEnd())];
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => textWidth(row[column] ?? ""))),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => fitWidth(cell, widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
}
