import type {
  ArrowRecord,
  DiagramRecord,
  HandlerRecord,
  Manifest,
  MemberRecord,
  PromiseRecord,
} from "./manifest.ts";
import { normalised } from "./content-hash.ts";

/**
 * Reads a manifest. What is no entry is passed over, so that no edit of it can stop a command: a file that is not listed
 * is never replaced. Both sides of a merge that git left to a person are read.
 */
export function readManifest(text: string | undefined): Manifest {
  const lines = normalised(text ?? "").split("\n");
  const diagrams = new Map<string, Draft>();
  const handlers = new Map<string, HandlerDraft>();
  for (const line of lines) readEntry(entryOf(line), diagrams, handlers);
  return { text, hasConflicts: lines.some((line) => conflictMarker.test(line)), diagrams };
}

const conflictMarker = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

type Entry = Readonly<Record<string, unknown>>;

interface Draft extends DiagramRecord {
  readonly arrows: ArrowRecord[];
  readonly promises: PromiseRecord[];
  readonly files: Map<string, string[]>;
  readonly handlers: Map<string, HandlerRecord>;
}

interface HandlerDraft extends HandlerRecord {
  readonly members: MemberRecord[];
}

function entryOf(line: string): Entry {
  if (!line.startsWith("{")) return {};
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return {};
  }
}

function readEntry(entry: Entry, diagrams: Map<string, Draft>, handlers: Map<string, HandlerDraft>): void {
  const { diagram, source, text, settings, generator, arrow, from, to, file, hash, handler, participant } =
    entry;
  const { promise, kind, terms } = entry;
  const { class: className, member, of, gone, maybe, offered, in: within } = entry;
  if (isText(diagram) && isText(source) && isText(text) && isText(settings) && isText(generator)) {
    const known = diagrams.get(diagram);
    const inputs = { text, settings, generator };
    const empty = { arrows: [], promises: [], files: new Map(), handlers: new Map() };
    diagrams.set(diagram, { ...empty, ...known, folder: diagram, source, inputs });
    return;
  }
  if (!isText(within)) return;
  const record = diagrams.get(within);
  if (record !== undefined && isText(arrow) && isText(from) && isText(to)) {
    if (record.arrows.every(({ id }) => id !== arrow)) record.arrows.push({ id: arrow, from, to });
  } else if (record !== undefined && isText(promise) && isText(kind) && isText(terms)) {
    record.promises.push({ promise, kind, terms });
  } else if (record !== undefined && isText(file) && isText(hash)) {
    record.files.set(file, [...new Set([...(record.files.get(file) ?? []), hash])]);
  } else if (record !== undefined && isText(handler) && isText(participant) && isText(className)) {
    const draft = handlers.get(handler) ?? { participant, className, members: [] };
    handlers.set(handler, draft);
    record.handlers.set(handler, draft);
  } else if (isText(member) && isText(text)) {
    const found = { name: member, of: texts(of), text };
    const flags = {
      ...(gone === true && { gone: true as const }),
      ...(isText(maybe) && { maybe }),
      ...(isText(offered) && { offered }),
    };
    const members = handlers.get(within)?.members;
    // Of two generations that were merged, the first form counts: the other one is then merged like any change.
    if (members?.every(({ name }) => name !== member) === true) members.push({ ...found, ...flags });
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(isText) : [];
}
