import type { DiagramRecord, HandlerRecord } from "./manifest.ts";

const firstLine = {
  seqwright: 1,
  about: 'What "seqwright generate" wrote. Commit it; after a merge conflict, run it again.',
};

/** A manifest's text: an entry a line, so that edits of different diagrams merge by themselves. */
export function printManifest(diagrams: Iterable<DiagramRecord>): string {
  const sorted = [...diagrams].toSorted((one, other) => (one.folder < other.folder ? -1 : 1));
  return [firstLine, ...sorted.flatMap(diagramEntries)].map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

function diagramEntries({
  folder,
  source,
  inputs,
  arrows,
  promises,
  files,
  handlers,
}: DiagramRecord): readonly object[] {
  return [
    { diagram: folder, source, ...inputs },
    ...arrows.map(({ id, from, to }) => ({ arrow: id, from, to, in: folder })),
    ...promises.map((promise) => ({ ...promise, in: folder })),
    ...inOrder(files).flatMap(([file, hashes]) => hashes.map((hash) => ({ file, hash, in: folder }))),
    ...inOrder(handlers).flatMap(([path, record]) => handlerEntries(path, record, folder)),
  ];
}

function handlerEntries(
  path: string,
  { participant, className, members }: HandlerRecord,
  folder: string,
): readonly object[] {
  return [
    { handler: path, participant, class: className, in: folder },
    ...members.map(({ name, of, text, gone, maybe, offered }) => ({
      member: name,
      of: of.length === 0 ? undefined : of,
      gone,
      maybe,
      offered,
      text,
      in: path,
    })),
  ];
}

function inOrder<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
