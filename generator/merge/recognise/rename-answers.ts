import { normalised } from "../../manifest/content-hash.ts";
import type { HandlerRecord } from "../../manifest/manifest.ts";
import { cutClass } from "../text/cut-class.ts";

/** What a person says of a member whose rename is doubtful: `Orders.markPaid` is `settle` now. */
export interface RenameAnswer {
  /** Where it is; undefined where every handler is meant that has both. */
  readonly className: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** A handler's last generation, the one now, and what its developer has. */
export interface AnsweredHandler {
  readonly before: HandlerRecord | undefined;
  readonly now: HandlerRecord;
  readonly mine: string | undefined;
}

/**
 * Makes one member of two, where a person says that they are the same: the old one counts as drawn by the arrows of the new
 * one, and the new one's stub goes. Not where somebody has written in both: their code is not thrown away.
 */
export function answerRenames<H extends AnsweredHandler>(
  handler: H,
  answers: readonly RenameAnswer[],
): { readonly handler: H; readonly used: readonly RenameAnswer[] } {
  let answered = handler;
  const used: RenameAnswer[] = [];
  for (const answer of answers) {
    const next = answerRename(answered, answer);
    if (next === undefined) continue;
    answered = next;
    used.push(answer);
  }
  return { handler: answered, used };
}

function answerRename<H extends AnsweredHandler>(
  handler: H,
  { className, from, to }: RenameAnswer,
): H | undefined {
  const { before, now, mine } = handler;
  if (before === undefined || mine === undefined) return undefined;
  if (className !== undefined && className !== before.className && className !== now.className)
    return undefined;
  const [old, fresh] = [memberOf(before, from), memberOf(now, to)];
  if (old === undefined || fresh === undefined || memberOf(now, from) !== undefined) return undefined;
  const members = cutClass(mine, before.className)?.members ?? [];
  if (members.every(({ name }) => name !== from)) return undefined;
  const stub = members.find(({ name }) => name === to);
  const generated = [fresh.text, memberOf(before, to)?.text ?? ""].map((text) => text.trim());
  if (stub !== undefined && !generated.includes(normalised(stub.text).trim())) return undefined;
  const left = before.members
    .filter(({ name }) => name !== to)
    .map((member) => (member === old ? { name: from, of: fresh.of, text: old.text } : member));
  return {
    ...handler,
    before: { ...before, members: left },
    mine: stub === undefined ? mine : mine.slice(0, stub.start) + mine.slice(stub.end),
  };
}

function memberOf({ members }: HandlerRecord, name: string): HandlerRecord["members"][number] | undefined {
  return members.find((member) => member.name === name);
}
