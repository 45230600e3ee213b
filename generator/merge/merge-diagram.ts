import type { OutputFile } from "../host/output-file.ts";
import { contentHash } from "../manifest/content-hash.ts";
import type { DiagramRecord, HandlerRecord, MemberRecord } from "../manifest/manifest.ts";
import type { DiagramModel } from "../ir/model/diagram-model.ts";
import type { EmitPlan } from "../plan/model/emit-plan.ts";
import type { HandlerFile } from "../plan/model/handler-plan.ts";
import { cutClass } from "./text/cut-class.ts";
import { deriveRenames, type Generations, renamedMembers } from "./recognise/derive-renames.ts";
import { answerRenames, type RenameAnswer } from "./recognise/rename-answers.ts";
import { recordedText } from "../manifest/recorded-text.ts";
import { around, handlerRecord } from "./recognise/handler-record.ts";
import { type Matching, matchArrows } from "./recognise/match-arrows.ts";
import { type HandlerMerge, mergeHandler, type Notice } from "./merge-handler.ts";
import { moveImports } from "./move-imports.ts";
import { namesIn } from "./text/names-in.ts";
import { renameIn } from "./recognise/rename-in.ts";
import { syntaxProblem } from "./text/syntax-problem.ts";
import { hasRenames, noRenames, type Renames } from "./recognise/renames.ts";

/** A diagram's handlers, merged with what their developer has. */
export interface DiagramMerge {
  /** All files; those of handlers that are there already hold the merged text. */
  readonly files: readonly OutputFile[];
  /** What the manifest is to keep, by path below the output folder. */
  readonly handlers: ReadonlyMap<string, HandlerRecord>;
  readonly merged: readonly MergedHandler[];
  /** The last generation, also where the diagram had another name then; undefined where it is new. */
  readonly last: DiagramRecord | undefined;
  /** What was said of doubtful renames, as far as it is about this diagram. */
  readonly answered: readonly RenameAnswer[];
}

export interface MergedHandler {
  readonly file: HandlerFile;
  readonly path: string;
  /** Where the developer's file is as yet. */
  readonly from: string;
  readonly text: string;
  readonly renames: Renames;
  /** Members that may be others of another name now: a person should say. */
  readonly asked: ReadonlyMap<string, string>;
  readonly notices: readonly Notice[];
}

export interface DiagramMergeInput {
  readonly plan: EmitPlan;
  readonly model: DiagramModel;
  /** As they are generated now. */
  readonly files: readonly OutputFile[];
  /** The developer's files, by path. */
  readonly existing: ReadonlyMap<string, string>;
  /** The last generation, of this diagram or of the one that it was before a rename. */
  readonly record: DiagramRecord | undefined;
  /** What a person says of doubtful renames. */
  readonly answers?: readonly RenameAnswer[];
}

/** Merges what a diagram asks for now into all handlers of its folder. */
export function mergeDiagram(input: DiagramMergeInput): DiagramMerge {
  const { plan, model, files, existing, record, answers = [] } = input;
  const arrows = model.steps.map(({ id, from, to }) => ({ id, from, to }));
  const matching = matchArrows(record?.arrows ?? [], arrows);
  const planned = plan.files.filter((file): file is HandlerFile => file.kind === "handler");
  const texts = new Map(files.map((file) => [file.path.normalize("NFC"), file.content]));
  const handlers = planned.flatMap((file): readonly Handler[] => {
    const path = `${plan.folder}/${file.path}`.normalize("NFC");
    const next = texts.get(path);
    if (next === undefined) return [];
    const now = handlerRecord(file, next, plan);
    return [{ file, path, next, now, ...lastOf(path, now, { record, matching, existing }) }];
  });
  const answered = handlers.map((handler) => answerRenames(handler, answers));
  const all = answered.map(({ handler }) => handler);
  const generations = all.flatMap(({ before, now }) => (before === undefined ? [] : [{ before, now }]));
  const hasMoved = generations.some((one) => renamedMembers(one, matching).size > 0);
  const merged = all.flatMap((handler) => {
    const isSame = !hasMoved && isSettled(handler);
    const merge = isSame ? asItIs(handler) : mergeOne(handler, generations, matching);
    if (merge === undefined) return [];
    return { ...merge, text: moveImports(merge.text, { from: merge.from, to: merge.path }, existing) };
  });
  const byPath = new Map(merged.map((one) => [one.path, one]));
  return {
    files: files.map((file): OutputFile => {
      const found = byPath.get(file.path.normalize("NFC"));
      const mine = existing.get(found?.from ?? "");
      if (found === undefined || mine === undefined) return file;
      return { ...file, content: found.text, from: { path: found.from, content: mine } };
    }),
    handlers: new Map(all.map(({ path, now }) => [path, byPath.get(path)?.record ?? now])),
    merged,
    last: record,
    answered: answered.flatMap(({ used }) => used),
  };
}

type Merge = MergedHandler & { readonly record: HandlerRecord };

interface Handler {
  readonly file: HandlerFile;
  readonly path: string;
  readonly next: string;
  readonly now: HandlerRecord;
  /** Its last generation, and where its developer has it; undefined where it is new. */
  readonly before: HandlerRecord | undefined;
  readonly from: string;
  readonly mine: string | undefined;
}

/** There is nothing to merge: the diagram asks for what it asked for last, and nothing is open. */
function isSettled({ before, next, from, path, now }: Handler): boolean {
  if (before === undefined || from !== path || before.className !== now.className) return false;
  const isOpen = before.members.some(({ gone, offered }) => gone === true || offered !== undefined);
  return !isOpen && recordedText(before.members) === next;
}

function asItIs({ file, path, from, mine, now }: Handler): Merge | undefined {
  if (mine === undefined) return undefined;
  return { file, path, from, text: mine, renames: noRenames, asked: new Map(), notices: [], record: now };
}

function lastOf(
  path: string,
  now: HandlerRecord,
  {
    record,
    matching,
    existing,
  }: {
    readonly record: DiagramRecord | undefined;
    readonly matching: Matching;
    readonly existing: ReadonlyMap<string, string>;
  },
): Pick<Handler, "before" | "from" | "mine"> {
  const known = [...(record?.handlers ?? [])];
  const found = known.find(
    ([, { participant }]) => (matching.participants.get(participant) ?? participant) === now.participant,
  );
  const [from = path, before] = found ?? [];
  // Where there is one in the new place already, that one counts.
  if (existing.has(path) || !existing.has(from))
    return { before: from === path ? before : undefined, from: path, mine: existing.get(path) };
  return { before, from, mine: existing.get(from) };
}

function mergeOne(
  { file, path, next, now, before, from, mine }: Handler,
  generations: readonly Generations[],
  matching: Matching,
): Merge | undefined {
  if (mine === undefined) return undefined;
  const isBroken = syntaxProblem(mine) !== undefined;
  const base = before ?? { ...now, members: knownMembers(file, now, mine) };
  const unmoved = { file, path, from, text: mine, notices: [] };
  if (isBroken) return { ...unmoved, renames: noRenames, asked: new Map(), record: base };
  const renames = withoutClashes(deriveRenames({ before: base, now }, generations, matching), mine);
  const renamed = (text: string): string => (hasRenames(renames) ? renameIn(text, renames) : text);
  const settled = base.members.map((member) => settle(member, now, mine, base.className));
  const versions = {
    base: renamed(recordedText(settled)),
    mine: renamed(mine),
    next,
    className: file.className,
  };
  const result = mergeHandler(versions);
  const asked = askedNames({ before: base, now }, matching);
  return {
    ...unmoved,
    text: result.text,
    renames,
    asked,
    notices: result.notices,
    record: { ...now, members: nextMembers(now, versions.base, { ...result, asked }, file.className) },
  };
}

/** Where nothing is recorded, only methods that the diagram names and the handler lacks are new. */
function knownMembers(file: HandlerFile, now: HandlerRecord, mine: string): readonly MemberRecord[] {
  const cut = cutClass(mine, file.className);
  const isDerived =
    cut?.node.heritageClauses?.some((clause) => clause.getText(cut.file).startsWith("extends")) === true;
  const own = new Set(cut?.members.map(({ name }) => name));
  const drawn = new Set(file.methods.flatMap(({ name, drawn }) => (drawn ? [name] : [])));
  return now.members.filter(({ name }) => isDerived || own.has(name) || !drawn.has(name));
}

/** Names that are taken in the developer's file are not given out again. */
function withoutClashes({ members, types, calls }: Renames, mine: string): Renames {
  const used = namesIn(mine);
  const isFree = ([, to]: readonly [string, string]): boolean => !used.has(to);
  return { members: new Map([...members].filter(isFree)), types: new Map([...types].filter(isFree)), calls };
}

/**
 * What was offered counts as taken once the developer has changed the member since, and calls whom the new form calls.
 */
function settle(member: MemberRecord, now: HandlerRecord, mine: string, className: string): MemberRecord {
  const wanted = now.members.find(({ name }) => name === member.name);
  if (member.offered === undefined || wanted === undefined) return member;
  const [hashOfMine, hashOfNext] = member.offered.split(".");
  const own = cutClass(mine, className)?.members.find(({ name }) => name === member.name)?.text ?? "";
  const isChanged = contentHash(own) !== hashOfMine && contentHash(wanted.text) === hashOfNext;
  const [used, old] = [namesIn(mine), namesIn(`class It {\n${member.text}}`)];
  const calls = [...namesIn(`class It {\n${wanted.text}}`).keys()].filter((name) => !old.has(name));
  return isChanged && calls.every((name) => used.has(name)) ? { ...wanted } : member;
}

/** The forms that the next merge starts from: the new ones, and the old ones of what is still to be taken over. */
function nextMembers(
  now: HandlerRecord,
  base: string,
  { text, notices, asked }: HandlerMerge & Pick<MergedHandler, "asked">,
  className: string,
): readonly MemberRecord[] {
  const old = new Map(cutClass(base, className)?.members.map((member) => [member.name, member.text]));
  const own = new Map(cutClass(text, className)?.members.map((member) => [member.name, member.text]));
  const of = (kind: Notice["kind"]): ReadonlySet<string> =>
    new Set(notices.flatMap((notice) => (notice.kind === kind ? [notice.member] : [])));
  const [offered, kept] = [of("offered"), of("kept")];
  const gone = [...old].filter(([name]) => kept.has(name) && own.has(name));
  const members = now.members.map((member): MemberRecord => {
    const before = old.get(member.name);
    if (!offered.has(member.name) || before === undefined) return member;
    const hashes = `${contentHash(own.get(member.name) ?? "")}.${contentHash(member.text)}`;
    return { ...member, text: before, offered: hashes };
  });
  const tail = members.filter(({ name }) => name === around.tail);
  return [
    ...members.filter(({ name }) => name !== around.tail),
    ...gone.map(([name, goneText]) => {
      const maybe = asked.get(name);
      return { name, of: [], text: goneText, gone: true as const, ...(maybe !== undefined && { maybe }) };
    }),
    ...tail,
  ];
}

function askedNames({ before, now }: Generations, { asked }: Matching): ReadonlyMap<string, string> {
  const names = before.members.flatMap(({ name, of, maybe }) => {
    // It was asked before, and nobody has said anything.
    if (maybe !== undefined && now.members.some((member) => member.name === maybe))
      return [[name, maybe] as const];
    const likely = new Set(of.flatMap((id) => asked.get(id) ?? []));
    const found = now.members.find(
      (member) => member.name !== name && member.of.some((id) => likely.has(id)),
    );
    return found === undefined ? [] : [[name, found.name] as const];
  });
  return new Map(names);
}
