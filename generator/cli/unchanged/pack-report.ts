import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { bytesHash, type Trace } from "../../host/traced-host.ts";
import { sourceFile, type SourceFile } from "../../source/source-file.ts";
import type { ProjectReport } from "../report/project-report.ts";

/** A report without the texts of files that are on the disk anyway. */
export type PackedReport = { readonly [Field in keyof ProjectReport]: Packed<ProjectReport[Field]> } & {
  readonly sources: readonly PackedSource[];
};

type Packed<T> = T extends readonly Diagnostic[] ? readonly PackedDiagnostic[] : T;

/** Sources by their number. */
type PackedDiagnostic = Omit<Diagnostic, "source" | "related"> & {
  readonly source: number;
  readonly related: readonly (Omit<Diagnostic["related"][number], "source"> & { readonly source: number })[];
};

export interface PackedSource {
  readonly path: string;
  /** The file that has its text, by absolute path; or the text itself, where none has. */
  readonly from: { readonly file: string } | { readonly text: string };
}

const diagnosticFields = ["noticed", "leftAlone", "notRegenerated", "stubs", "promises", "versions"] as const;

/** Texts are left out of which a file in the trace has the bytes. */
export function packReport(report: ProjectReport, { files }: Trace): PackedReport {
  const byHash = new Map(files.map(([path, hash]) => [hash, path]));
  const numbers = new Map<SourceFile, number>();
  const sources: PackedSource[] = [];
  const number = (source: SourceFile): number => {
    const known = numbers.get(source);
    if (known !== undefined) return known;
    const file = byHash.get(bytesHash(source.text));
    sources.push({ path: source.path, from: file === undefined ? { text: source.text } : { file } });
    numbers.set(source, sources.length - 1);
    return sources.length - 1;
  };
  const packed = diagnosticFields.map((field) => [
    field,
    report[field].map(({ source, related, ...rest }) => ({
      ...rest,
      source: number(source),
      related: related.map((other) => ({ ...other, source: number(other.source) })),
    })),
  ]);
  return { ...report, ...(Object.fromEntries(packed) as Pick<PackedReport, DiagnosticField>), sources };
}

type DiagnosticField = (typeof diagnosticFields)[number];

/** `texts` are those of the files that the packed report names. */
export function unpackReport(
  { sources, ...packed }: PackedReport,
  texts: ReadonlyMap<string, string>,
): ProjectReport {
  const files = sources.map(({ path, from }) =>
    sourceFile(path, "text" in from ? from.text : (texts.get(from.file) ?? "")),
  );
  const empty = sourceFile("", "");
  const at = (number: number): SourceFile => files[number] ?? empty;
  const unpacked = diagnosticFields.map((field) => [
    field,
    packed[field].map((one): Diagnostic => ({
      ...one,
      source: at(one.source),
      related: one.related.map((other) => ({ ...other, source: at(other.source) })),
    })),
  ]);
  return { ...packed, ...(Object.fromEntries(unpacked) as Pick<ProjectReport, DiagnosticField>) };
}

/** The files whose texts `unpackReport` needs. */
export function textsNeeded({ sources }: PackedReport): ReadonlySet<string> {
  return new Set(sources.flatMap(({ from }) => ("file" in from ? [from.file] : [])));
}
