/**
 * What the generator wrote, in the output folder, committed with it. It decides which files may be replaced or removed,
 * and is the base against which handlers are merged.
 */
export interface Manifest {
  /** Undefined where there is none yet, as in a project of an earlier version. */
  readonly text: string | undefined;
  /** Whether it holds the markers of a merge that git left to a person. */
  readonly hasConflicts: boolean;
  /** By folder below the output folder. */
  readonly diagrams: ReadonlyMap<string, DiagramRecord>;
}

/** The last generation of one diagram. */
export interface DiagramRecord {
  readonly folder: string;
  /** The diagram's path as people write it. */
  readonly source: string;
  /** Hashes of what it was made from: the diagram's text, and what the configuration says for it. */
  readonly inputs: { readonly text: string; readonly settings: string; readonly generator: string };
  /** Arrows in drawing order. */
  readonly arrows: readonly ArrowRecord[];
  /** What its notes promise. */
  readonly promises: readonly PromiseRecord[];
  /** Generator files by path below the output folder. Two hashes of one file come from a merge of two generations. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** Handlers by path below the output folder. */
  readonly handlers: ReadonlyMap<string, HandlerRecord>;
}

export interface ArrowRecord {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** A promise: its text, and what it means as JSON with sorted keys. */
export interface PromiseRecord {
  readonly promise: string;
  readonly kind: string;
  readonly terms: string;
}

/** A handler as it was last generated, cut into its members. */
export interface HandlerRecord {
  /** The participant's code, and its label. */
  readonly participant: string;
  readonly className: string;
  /** In order; the first and the last are what stands around the class's members. */
  readonly members: readonly MemberRecord[];
}

export interface MemberRecord {
  readonly name: string;
  /** Identities of the arrows and branches that ask for it. */
  readonly of: readonly string[];
  /** The last generated form. */
  readonly text: string;
  /** Only of a member that the diagram does not ask for any more, and that its developer has. */
  readonly gone?: true;
  /** Only of one that is gone: the name that it may have now, if a person says so. */
  readonly maybe?: string;
  /** Only where the diagram asks for another form than the developer has: the hash of theirs when that was said. */
  readonly offered?: string;
}

export const manifestPath = "seqwright-manifest.ndjson";

export const noManifest: Manifest = { text: undefined, hasConflicts: false, diagrams: new Map() };

/** The hashes of a generator file at its last generation; none where the manifest does not know it. */
export function recordedHashes({ diagrams }: Manifest, path: string): readonly string[] {
  return diagrams.get(path.slice(0, Math.max(0, path.indexOf("/"))))?.files.get(path) ?? [];
}
