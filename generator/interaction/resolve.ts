import type {
  BranchNode,
  DeclarationNode,
  DiagramNode,
  GroupNode,
  NoteNode,
  StatementNode,
} from "../ast/nodes.ts";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import { assertNever } from "../source/assert-never.ts";
import { positionAt, type Span } from "../source/source-file.ts";
import { incrementComponent, startNumbering } from "./autonumber.ts";
import { isKnownColor } from "./colors.ts";
import { abandonFragments, addEvent, closeFragment, openBranch, openFragment } from "./fragments.ts";
import { applyLife, resolveLife } from "./life.ts";
import { declareLifeline, finishLifelines } from "./lifelines.ts";
import { fillNumber, resolveGate, resolveMessage } from "./messages.ts";
import type { Directive, Interaction, NoteEvent } from "./model.ts";
import { resolveReturn } from "./returns.ts";
import { checkColor, mention, newScene, report, type Scene } from "./scene.ts";
import { noticeDisplaysAsNames, noticeUndeclared } from "./undeclared.ts";

/** What PlantUML makes of the statements of a sequence diagram; it reads them strictly one after the other. */
export function resolve(diagram: DiagramNode, index: number): Outcome<Interaction> {
  const scene = newScene(diagram.source);
  for (const statement of diagram.statements) resolveStatement(scene, statement);
  const end = diagram.statements.at(-1)?.span.end ?? diagram.span.end;
  for (const fragment of abandonFragments(scene.nesting, end)) {
    report(
      scene,
      "parse/unclosed-group",
      { operator: fragment.operator },
      fragment.branches[0]?.label.span ?? fragment.span,
    );
  }
  for (let box = scene.box; box !== undefined; box = box.outer)
    report(scene, "parse/unclosed-box", { title: box.title }, box.span);
  noticeDisplaysAsNames(scene);
  noticeUndeclared(scene);
  const interaction: Interaction = {
    source: diagram.source,
    index,
    name: diagram.name,
    title: scene.title,
    span: diagram.span,
    lifelines: finishLifelines(scene.lifelines, scene.hideUnlinked),
    events: scene.nesting.events,
    directives: directivesOf(diagram),
  };
  return { value: interaction, diagnostics: scene.diagnostics };
}

function resolveStatement(scene: Scene, node: StatementNode): void {
  switch (node.kind) {
    case "declaration":
      return resolveDeclaration(scene, node);
    case "box":
      checkColor(scene, node.color, isKnownColor);
      scene.box = {
        title: node.title.lines.map((line) => line.text).join("\n"),
        outer: scene.box,
        span: node.span,
      };
      return;
    case "box-end":
      if (scene.box === undefined) report(scene, "parse/box-end-without-box", {}, node.span);
      scene.box = scene.box?.outer;
      return;
    case "message":
      return resolveMessage(scene, node);
    case "gate":
      return resolveGate(scene, node);
    case "life":
      return resolveLife(scene, node);
    case "autoactivate":
      scene.autoactivate = node.on;
      return;
    case "return":
      return resolveReturn(scene, node);
    case "group":
      return resolveGroup(scene, node);
    case "branch":
      return resolveBranch(scene, node);
    case "group-end":
      return resolveGroupEnd(scene, node.span);
    case "note":
      return resolveNote(scene, node);
    case "reference": {
      const codes = [...new Set(node.names.map((name) => mention(scene, name).code))];
      for (const color of node.colors) checkColor(scene, color);
      const notes: NoteEvent[] = [];
      addEvent(scene.nesting, { kind: "reference", codes, text: node.text, notes, span: node.span });
      scene.noteCarrier = { notes };
      return;
    }
    case "divider":
      addEvent(scene.nesting, { kind: "divider", text: node.text, span: node.span });
      scene.last = "mark";
      scene.canReverseLast = false;
      return;
    case "delay":
      addEvent(scene.nesting, { kind: "delay", text: node.text, span: node.span });
      scene.afterDelay = true;
      return;
    case "space":
      addEvent(scene.nesting, { kind: "space", pixels: node.pixels, span: node.span });
      return;
    case "page":
      if (!scene.ignorePages) addEvent(scene.nesting, { kind: "page", title: node.title, span: node.span });
      return;
    case "title":
      // An empty title is none.
      if (node.text.span.end > node.text.span.start) scene.title = node.text;
      return;
    case "autonumber":
      return resolveAutonumber(scene, node);
    case "link":
      mention(scene, node.name);
      return;
    case "hide-unlinked":
      scene.hideUnlinked = node.hide;
      return;
    case "presentation":
      if (/^ignore(?:newpage)?$/i.test(node.what)) scene.ignorePages = true;
      return;
    case "anchor-link":
    case "unreadable":
      return;
    default:
      return assertNever(node);
  }
}

function resolveDeclaration(scene: Scene, node: DeclarationNode): void {
  const existing = declareLifeline(scene.lifelines, node, scene.box);
  // The colour of a second declaration is not even looked at.
  if (existing === undefined) checkColor(scene, node.color);
  if (node.name.display?.lines.length === 0) {
    report(scene, "parse/empty-declaration", { code: node.name.code }, lastLineOf(scene, node.span));
  }
  if (existing === undefined && node.name.code.normalize("NFC") !== node.name.code) {
    report(scene, "parse/name-not-composed", { name: node.name.code }, node.name.span);
  }
  if (existing !== undefined) {
    const ignored = [
      ...(node.keyword === existing.keyword || node.keyword === "participant" ? [] : [`"${node.keyword}"`]),
      ...(node.name.display === undefined ? [] : ["its text"]),
      ...(node.stereotypes.length === 0 ? [] : ["its stereotype"]),
      ...(node.order === undefined || node.order === existing.order ? [] : ["its order"]),
      ...(node.color === undefined ? [] : ["its colour"]),
    ];
    const related = [
      { message: `${existing.code} first appears here`, source: scene.source, span: existing.span },
    ];
    if (ignored.length > 0)
      report(scene, "parse/redeclaration-ignored", { code: existing.code, ignored }, node.span, { related });
  }
  const lifeline = scene.lifelines.byCode.get(node.name.code);
  // A participant that exists already is not created again, not even by `create participant`.
  if (node.create && existing === undefined && lifeline !== undefined)
    applyLife(scene, "create", lifeline, node.span, "statement");
}

function resolveGroup(scene: Scene, node: GroupNode): void {
  for (const color of node.colors) checkColor(scene, color);
  openFragment(scene.nesting, node);
  const before = new Map(scene.levels);
  scene.branching.push({
    operator: node.operator,
    before,
    callersBefore: scene.callers.length,
    after: undefined,
    branches: 1,
  });
}

/** The branches of these happen one after the other or at once; those of the others exclude each other. */
const allBranchesHappen = new Set(["par", "par2", "critical"]);

function resolveBranch(scene: Scene, node: BranchNode): void {
  for (const color of node.colors) checkColor(scene, color);
  const branch = openBranch(scene.nesting, node);
  const branching = scene.branching.at(-1);
  if (branch === undefined || branching === undefined) {
    report(scene, "parse/branch-without-group", { keyword: node.keyword }, node.span);
    return;
  }
  branching.branches += 1;
  if (!allBranchesHappen.has(branching.operator)) {
    branching.after = highest(branching.after, scene.levels);
    scene.levels = new Map(branching.before);
  }
  scene.canReverseLast = false;
  scene.noteCarrier = { notes: branch.notes };
}

function resolveGroupEnd(scene: Scene, span: Span): void {
  const fragment = closeFragment(scene.nesting, span);
  const branching = scene.branching.pop();
  if (fragment === undefined || branching === undefined) {
    report(scene, "parse/end-without-group", {}, span);
    return;
  }
  if (!allBranchesHappen.has(branching.operator)) {
    scene.levels = highest(branching.after, scene.levels);
    // Without a second branch, nothing of it may have happened.
    if (branching.branches === 1) scene.levels = highest(branching.before, scene.levels);
  }
  scene.last = "mark";
  scene.canReverseLast = false;
  scene.noteCarrier = { notes: fragment.endNotes, isGroupEnd: true };
}

/** Per participant the more active of two outcomes, so that only what is idle on every path is called idle. */
function highest(
  one: ReadonlyMap<string, number> | undefined,
  other: ReadonlyMap<string, number>,
): Map<string, number> {
  const result = new Map(other);
  for (const [code, level] of one ?? []) result.set(code, Math.max(level, result.get(code) ?? 0));
  return result;
}

function resolveNote(scene: Scene, node: NoteNode): void {
  const codes = node.names.map((name) => mention(scene, name).code);
  // Where PlantUML notices a wrong colour: when it has read the whole note.
  checkColor(scene, node.color, isKnownColor, lastLineOf(scene, node.span));
  if (node.misspelt) report(scene, "parse/misspelt-across", {}, lastLineOf(scene, node.span));
  if (node.empty) return;
  const carrier = scene.noteCarrier;
  const note: NoteEvent = {
    kind: "note",
    style: node.style,
    position: node.onMessage && carrier?.side !== undefined ? carrier.side : node.position,
    codes,
    text: fillNumber(node.text, scene.lastNumber),
    parallel: node.parallel || node.beside,
    span: node.span,
  };
  if (!node.onMessage) return addEvent(scene.nesting, note);
  if (carrier === undefined) return report(scene, "parse/note-without-message", {}, node.span);
  if (carrier.isGroupEnd === true) report(scene, "parse/note-on-group-end", {}, node.span);
  carrier.notes.push(note);
}

function resolveAutonumber(scene: Scene, node: Extract<StatementNode, { kind: "autonumber" }>): void {
  const { numbering } = scene;
  switch (node.action) {
    case "start":
      scene.numbering = startNumbering(node.start, node.step, node.format);
      return;
    case "stop":
      if (numbering !== undefined) scene.numbering = { ...numbering, running: false };
      return;
    case "resume":
      if (numbering === undefined) scene.numberingBroken = true;
      else {
        const { step = numbering.step, format = numbering.format } = node;
        scene.numbering = { ...numbering, running: true, step, format };
      }
      return;
    case "inc": {
      const next = numbering === undefined ? undefined : incrementComponent(numbering, node.letter);
      if (next === undefined) report(scene, "parse/autonumber-not-started", {}, node.span);
      else scene.numbering = next;
    }
  }
}

function lastLineOf(scene: Scene, span: Span): Span {
  const { offset, column } = positionAt(scene.source, Math.max(span.start, span.end - 1));
  return { start: Math.max(span.start, offset - column + 1), end: span.end };
}

function directivesOf(diagram: DiagramNode): readonly Directive[] {
  return diagram.comments.flatMap(({ text, span }) => {
    const opening = /^'\s*@seqwright(?=\s)/.exec(text)?.[0];
    if (opening === undefined) return [];
    const words = text.slice(opening.length).trim();
    const next = diagram.statements.find((statement) => statement.span.start >= span.end);
    return [{ words, before: next?.span.start ?? diagram.span.end, span }];
  });
}
