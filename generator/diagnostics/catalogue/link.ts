import { type Fix, type Place, rewriteArrow, rewriteWord } from "../fix.ts";

/** Problems found when a diagram is given its meaning. */
export const linkDiagnostics = {
  "link/no-component": {
    severity: "warning",
    message: (p: { name: string }): string =>
      `No participant of "${p.name}" is a component, so there is no code to write.`,
    hint: (): string =>
      "Say who is one: `' @seqwright role Orders component`, or `roles` in seqwright.config.ts.",
  },
  "link/never-called": {
    severity: "warning",
    message: (p: { labels: readonly string[] }): string =>
      `No arrow leads to ${listed(p.labels)} or from ${p.labels.length === 1 ? "it" : "them"}: never called, and no code is written.`,
    hint: (): string =>
      "Draw the call, or take the participant out of the diagram. A note or a ref over it calls nobody.",
  },
  "link/reply-answers-nothing": {
    severity: "warning",
    message: (p: { from: string; to: string; text: string }): string =>
      `The dotted arrow from "${p.from}" to "${p.to}" answers nothing: "${p.to}" has no open call to "${p.from}". It is read as an asynchronous message.`,
    hint: (p: { from: string; to: string; text: string }): string =>
      `Draw the call "${callLine(p.to, p.from)}" before it, or use "->>" for a message that is not an answer.`,
    fix: (_: {}, at: Place): Fix | undefined => rewriteArrow(at, ["-->", "->>"], ["<--", "<<-"]),
  },
  "link/solid-answer": {
    severity: "warning",
    message: (p: { from: string; to: string; text: string; others: number }): string =>
      `The solid arrow "${shown(p.text)}" goes back to "${p.to}", whose call of "${p.from}" nobody answers. It is read as a call of its own${p.others === 0 ? "" : `, and so ${p.others === 1 ? "is one more" : `are ${p.others} more`} like it`}.`,
    hint: (p: { from: string; to: string }): string =>
      `If it is the answer, draw it dotted: "${p.from} --> ${p.to}".`,
    fix: (_: {}, at: Place): Fix | undefined => rewriteArrow(at, ["->", "-->"], ["<-", "<--"]),
  },
  "link/nobodys-reference": {
    severity: "warning",
    message: (p: { text: string }): string => `Nobody's code covers the reference "${shown(p.text)}".`,
    hint: (): string =>
      "It is a step where a component under it is at work: between a call to it and its answer. Draw a call before it, or the steps themselves.",
  },
  "link/unknown-value": {
    severity: "warning",
    message: (p: { name: string; others?: readonly string[]; meant: string | undefined }): string =>
      p.others === undefined || p.others.length === 0
        ? `Nothing that is drawn before says what "${shown(p.name)}" is; a method that you write yields it.`
        : `Nothing that is drawn before says what ${[p.name, ...p.others].map((name) => `"${shown(name)}"`).join(", ")} are; methods that you write yield them.`,
    hint: (p: { name: string; meant: string | undefined }): string =>
      p.meant === undefined
        ? "Give the value its name where it comes in: in the call, the event or the answer that brings it."
        : `Did you mean "${shown(p.meant)}"?`,
    fix: (p: { name: string; meant: string | undefined }, at: Place): Fix | undefined =>
      p.meant === undefined ? undefined : rewriteWord(at, p.name, p.meant),
  },
  "link/answered-twice": {
    severity: "warning",
    message: (p: { from: string; to: string }): string =>
      `"${p.from}" has already answered this call of "${p.to}" on the same path.`,
    hint: (): string => "Put the second answer into an else branch, or draw the first one as a break.",
  },
  "link/lost-message": {
    severity: "warning",
    message: (p: { text: string }): string =>
      `The message "${p.text}" is drawn as lost, so it is not part of the contract.`,
  },
  "link/hidden-message": {
    severity: "info",
    message: (p: { text: string }): string => `The hidden arrow "${p.text}" is taken as layout only.`,
  },
  "link/events-not-told-apart": {
    severity: "error",
    message: (p: { lines: readonly number[]; topic: string }): string =>
      `Lines ${together(p.lines)} take events of ${p.topic} that nothing tells apart.`,
    hint: (): string =>
      "Name the event of each in its arrow, such as `OrderPaid {orderId}`, and the same where it is published.",
  },
  "link/event-cycle": {
    severity: "warning",
    message: (p: { event: string; topic: string; lines: readonly number[] }): string =>
      `${p.event} goes to ${p.topic}, and what line ${together(p.lines)} takes from there leads to it again: one event goes round without end.`,
    hint: (): string =>
      "Publish an event of another type, or draw the condition under which it is published.",
  },
  "link/nested-too-deeply": {
    severity: "error",
    message: (p: { text: string }): string => `"${p.text}" is nested more than 60 fragments deep.`,
    hint: (): string => "Move inner parts to diagrams of their own and refer to them with ref.",
  },
  "link/activation-left-open": {
    severity: "warning",
    message: (p: { code: string }): string => `The activation of "${p.code}" that starts here never ends.`,
    hint: (p: { code: string }): string => `Add "deactivate ${p.code}" where it is done, or "return".`,
  },
  "link/unknown-directive": {
    severity: "warning",
    message: (p: { words: string }): string => `"@seqwright ${p.words}" is not a directive.`,
    hint: (): string =>
      "Directives are: role <participant> <role> [kind], name <text> <identifier>, type <name> <form>, policy <…>.",
  },
  "link/role-of-unknown-participant": {
    severity: "warning",
    message: (p: { code: string }): string =>
      `A role is given to "${p.code}", which this diagram does not have.`,
  },
  "link/too-many-branches": {
    severity: "error",
    message: (p: { count: number; branchesMax: number }): string =>
      `This fragment has ${p.count} branches; ${p.branchesMax} is the most that code can be written for.`,
    hint: (): string => "Draw branches that do the same as one, or move some to a diagram of their own.",
  },
  "link/branch-never-taken": {
    severity: "warning",
    message: (p: { guard: string; isAlways: boolean }): string =>
      p.isAlways
        ? `"${shown(p.guard)}" always holds where it stands.`
        : `No values lead to "${shown(p.guard)}" where it stands.`,
    hint: (): string =>
      "Branches are tried in the order in which they are drawn, inside those around them. Until it is mended, a method is asked which to take.",
  },
  "link/break-in-par": {
    severity: "warning",
    message: (): string =>
      "This break ends only its own branch of the par: the other branches, and what comes after them, go on.",
    hint: (): string => "Ask behind the par, when all of its branches are done.",
  },
  "link/break-without-answer": {
    severity: "warning",
    message: (p: { from: string; to: string }): string =>
      `This break leaves all that is drawn, and "${p.to}" has not answered "${p.from}" by then.`,
    hint: (p: { from: string; to: string }): string => `Draw the answer in it: "${p.to} --> ${p.from}".`,
  },
  "link/loop-never-changes": {
    severity: "warning",
    message: (p: { name: string }): string =>
      `Nothing in this loop brings another "${shown(p.name)}": its condition stays as it is, so a method that you write is asked before each round.`,
    hint: (p: { name: string }): string => `Draw the answer in the loop that brings "${shown(p.name)}".`,
  },
  "link/sql-gives-no-row": {
    severity: "warning",
    message: (p: { verb: string; wanted: string; columns: string }): string =>
      `This ${p.verb} gives no "${shown(p.wanted)}": without RETURNING, it only says how many rows it wrote.`,
    hint: (p: { verb: string; wanted: string; columns: string }): string =>
      `End the statement with RETURNING ${shown(p.columns)}, or answer with the number of rows: "count".`,
  },
  "link/sql-lacks-column": {
    severity: "warning",
    message: (p: { verb: string; fields: string; columns: string }): string =>
      `The answer draws ${shown(p.fields)}, and this ${p.verb} returns only ${shown(p.columns)}.`,
    hint: (p: { verb: string; fields: string; columns: string }): string =>
      `Let the statement return ${shown(p.fields)}, too, or draw what it returns.`,
  },
  "link/redis-pattern": {
    severity: "warning",
    message: (p: { command: string; pattern: string }): string =>
      `${p.command} takes the names of keys, and no pattern: only a key that is called "${shown(p.pattern)}", star and all, is meant.`,
    hint: (): string =>
      "Keep the names of the keys in a set, and draw a loop over them; or draw one key that holds all of it.",
  },
  "link/redis-duration": {
    severity: "warning",
    message: (p: { word: string; seconds: number }): string =>
      `Redis takes a number of seconds, and "${shown(p.word)}" is none; it is read as ${p.seconds}.`,
    hint: (p: { word: string; seconds: number }): string => `Write ${p.seconds}.`,
    fix: (p: { word: string; seconds: number }, at: Place): Fix | undefined =>
      rewriteWord(at, p.word, String(p.seconds)),
  },
  "link/redis-words-left-out": {
    severity: "warning",
    message: (p: { command: string; words: string; isKnown: boolean }): string =>
      `"${shown(p.words)}" behind ${p.command} does not reach the code.`,
    hint: (p: { command: string; words: string; isKnown: boolean }): string =>
      p.isKnown
        ? /^TTL \d+$/.test(p.words)
          ? `Draw EXPIRE with that key behind it: ${p.command} does not say how long.`
          : `The Redis port does not take it with ${p.command}.`
        : `The Redis port has no ${p.command}: draw a call with its arguments instead.`,
  },
  "link/not-an-identifier": {
    severity: "error",
    message: (p: { name: string }): string => `"${shown(p.name)}" cannot be a name in code.`,
    hint: (): string =>
      "A name is made of letters, digits, _ and $, starts with no digit, and means nothing else in TypeScript.",
  },
  "link/unreadable-type": {
    severity: "error",
    message: (p: { name: string; notation: string; problem: string }): string =>
      `The type "${shown(p.name)}" cannot be read from "${shown(p.notation)}": ${shown(p.problem)}.`,
    hint: (): string =>
      "Write it like { id: string, at: date-time, kind: A | B, tags: string[], nick?: string }.",
  },
  "link/unknown-type": {
    severity: "warning",
    message: (p: { name: string; isValue: boolean; meant: string | undefined }): string =>
      `Nothing says what "${shown(p.name)}" is: it is taken for an object with any fields.`,
    hint: (p: { name: string; isValue: boolean; meant: string | undefined }): string => {
      if (p.isValue) return `A single value stands between quotes: "${shown(p.name)}".`;
      return p.meant === undefined
        ? `Describe "${shown(p.name)}", too.`
        : `Did you mean "${shown(p.meant)}"?`;
    },
    fix: (p: { name: string; isValue: boolean; meant: string | undefined }, at: Place): Fix | undefined => {
      const instead = p.isValue ? `"${p.name}"` : p.meant;
      return instead === undefined ? undefined : rewriteWord(at, p.name, instead);
    },
  },
  "link/unused-name": {
    severity: "warning",
    message: (p: { text: string }): string =>
      `A name is given to "${shown(p.text)}", which does not stand in this diagram.`,
  },
  "link/unused-type": {
    severity: "warning",
    message: (p: { name: string }): string =>
      `A type is given to "${shown(p.name)}", and nothing in this diagram goes by that name.`,
  },
} as const;

const listedMax = 6;

/** `"Auth", "Mail" and 3 more` */
function listed(names: readonly string[]): string {
  const quoted = names.slice(0, listedMax).map((name) => `"${shown(name)}"`);
  const left = names.length - quoted.length;
  const last = left > 0 ? `${left} more` : quoted.pop();
  return quoted.length === 0 ? (last ?? "") : `${quoted.join(", ")} and ${last ?? ""}`;
}

/** `4, 7 and 9` */
function together(lines: readonly number[]): string {
  return lines.length < 2 ? lines.join("") : `${lines.slice(0, -1).join(", ")} and ${lines.at(-1)}`;
}

/** Enough of a text to know it again. */
function shown(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

/** A call as PlantUML writes it, also where it comes from a border of the drawing. */
function callLine(from: string, to: string): string {
  if (from === "[") return `[-> ${to}`;
  return from === "]" ? `${to} <-]` : `${from} -> ${to}`;
}
