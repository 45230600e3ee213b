import { expect, test } from "vitest";
import type { linkDiagnostics } from "../../../generator/diagnostics/catalogue/link.ts";
import type { Overrides } from "../../../generator/ir/model/overrides.ts";
import { linked } from "../../support/linked.ts";

interface Complaint {
  readonly lines: string;
  readonly overrides?: Partial<Overrides>;
  /** Where it points. */
  readonly at: number;
  readonly message: string;
  readonly hint: string | undefined;
}

const complaints: Readonly<Record<keyof typeof linkDiagnostics, Complaint>> = {
  "link/no-component": {
    lines: "actor A\ndatabase B\nA -> B: x()",
    at: 0,
    message: 'No participant of "test" is a component, so there is no code to write.',
    hint: "Say who is one: `' @seqwright role Orders component`, or `roles` in seqwright.config.ts.",
  },
  "link/never-called": {
    lines: "participant A\nparticipant C\nparticipant D\nA -> B: x()",
    at: 2,
    message: 'No arrow leads to "C" and "D" or from them: never called, and no code is written.',
    hint: "Draw the call, or take the participant out of the diagram. A note or a ref over it calls nobody.",
  },
  "link/reply-answers-nothing": {
    lines: "A -> B: x()\nC --> B: done",
    at: 2,
    message:
      'The dotted arrow from "C" to "B" answers nothing: "B" has no open call to "C". It is read as an asynchronous message.',
    hint: 'Draw the call "B -> C" before it, or use "->>" for a message that is not an answer.',
  },
  "link/solid-answer": {
    lines: "participant A\nparticipant B\nA -> B: x()\nB -> A: the result",
    at: 4,
    message:
      'The solid arrow "the result" goes back to "A", whose call of "B" nobody answers. It is read as a call of its own.',
    hint: 'If it is the answer, draw it dotted: "B --> A".',
  },
  "link/nobodys-reference": {
    lines: "ref over A, B : sign in (see auth.puml)\nA -> B: x()",
    at: 1,
    message: 'Nobody\'s code covers the reference "sign in (see auth.puml)".',
    hint: "It is a step where a component under it is at work: between a call to it and its answer. Draw a call before it, or the steps themselves.",
  },
  "link/unknown-value": {
    lines: "database DB\nA -> B: x(orderId)\nB -> DB: DELETE FROM orders WHERE id = :ordrId\nDB --> B: done",
    at: 3,
    message: 'Nothing that is drawn before says what "ordrId" is; a method that you write yields it.',
    hint: 'Did you mean "orderId"?',
  },
  "link/unknown-type": {
    lines:
      "' @seqwright type order { id: string, buyer: Cusotmer }\n' @seqwright type Customer { name: string }\nA -> B: save(order)",
    at: 1,
    message: 'Nothing says what "Cusotmer" is: it is taken for an object with any fields.',
    hint: 'Did you mean "Customer"?',
  },
  "link/unused-name": {
    lines: '\' @seqwright name "재고 확임" checkStock\nA -> B: 재고 확인',
    at: 1,
    message: 'A name is given to "재고 확임", which does not stand in this diagram.',
    hint: 'Did you mean "재고 확인"?',
  },
  "link/unused-type": {
    lines: "' @seqwright type odrer { id: string }\nA -> B: save(order)",
    at: 1,
    message: 'A type is given to "odrer", and nothing in this diagram goes by that name.',
    hint: 'Did you mean "Order"?',
  },
  "link/answered-twice": {
    lines: "A -> B: x()\nB --> A: one\nB --> A: two",
    at: 3,
    message: '"B" has already answered this call of "A" on the same path.',
    hint: "Put the second answer into an else branch, or draw the first one as a break.",
  },
  "link/break-in-par": {
    lines: "A -> B: x()\npar\nbreak late\nB -> C: y()\nend\nelse\nB -> D: z()\nend",
    at: 3,
    message:
      "This break ends only its own branch of the par: the other branches, and what comes after them, go on.",
    hint: "Ask behind the par, when all of its branches are done.",
  },
  "link/break-without-answer": {
    lines: "A -> B: x()\nbreak late\nB -> C: y()\nend\nB --> A: ok",
    at: 2,
    message: 'This break leaves all that is drawn, and "B" has not answered "A" by then.',
    hint: 'Draw the answer in it: "B --> A".',
  },
  "link/loop-never-changes": {
    lines: "A -> B: x(count)\nloop while count > 3\nB -> C: y()\nend\nB --> A: ok",
    at: 2,
    message:
      'Nothing in this loop brings another "count": its condition stays as it is, so a method that you write is asked before each round.',
    hint: 'Draw the answer in the loop that brings "count".',
  },
  "link/sql-gives-no-row": {
    lines:
      "actor U\ndatabase DB\nU -> A: x(name)\nA -> DB: UPDATE users SET name = :name WHERE id = 1\nDB --> A: User {id, name}",
    at: 5,
    message: 'This UPDATE gives no "User": without RETURNING, it only says how many rows it wrote.',
    hint: 'End the statement with RETURNING id, name, or answer with the number of rows: "count".',
  },
  "link/sql-lacks-column": {
    lines:
      "actor U\ndatabase DB\nU -> A: x(name)\nA -> DB: SELECT id, name FROM users WHERE name = :name\nDB --> A: User {id, name, email}",
    at: 5,
    message: "The answer draws email, and this SELECT returns only id, name.",
    hint: "Let the statement return email, too, or draw what it returns.",
  },
  "link/redis-pattern": {
    lines: 'actor U\ndatabase "Redis" as R\nU -> A: x(id)\nA -> R: DEL cart:{id}:*',
    at: 4,
    message:
      'DEL takes the names of keys, and no pattern: only a key that is called "cart:{id}:*", star and all, is meant.',
    hint: "Keep the names of the keys in a set, and draw a loop over them; or draw one key that holds all of it.",
  },
  "link/redis-duration": {
    lines: 'actor U\ndatabase "Redis" as R\nU -> A: x(id)\nA -> R: SET cart:{id} {id} EX 5m',
    at: 4,
    message: 'Redis takes a number of seconds, and "5m" is none; it is read as 300.',
    hint: "Write 300.",
  },
  "link/lost-message": {
    lines: "A -> B: x()\nB ->x C: gone",
    at: 2,
    message: 'The message "gone" is drawn as lost, so it is not part of the contract.',
    hint: undefined,
  },
  "link/hidden-message": {
    lines: "A -> B: x()\nB -[hidden]-> C: spacer",
    at: 2,
    message: 'The hidden arrow "spacer" is taken as layout only.',
    hint: undefined,
  },
  "link/events-not-told-apart": {
    lines: 'queue "Kafka\\nshop" as K\nK -> A: order paid event\nK -> B: OrderLost {id}',
    at: 3,
    message: 'Lines 3 and 4 take events of topic "shop" that nothing tells apart.',
    hint: "Name the event of each in its arrow, and the same where it is published: line 3 could say `OrderPaid`.",
  },
  "link/event-cycle": {
    lines: 'queue "Kafka\\nshop" as K\nK -> A: OrderPaid {id}\nA -> K: OrderPaid {id}',
    at: 3,
    message:
      'OrderPaid goes to topic "shop", and what line 3 takes from there leads to it again: one event goes round without end.',
    hint: "Publish an event of another type, or draw the condition under which it is published.",
  },
  "link/nested-too-deeply": {
    lines: `A -> B: x()\n${"group deeper\n".repeat(61)}B -> C: y()\n${"end\n".repeat(61)}`,
    at: 62,
    message: '"group deeper" is nested more than 60 fragments deep.',
    hint: "Move inner parts to diagrams of their own and refer to them with ref.",
  },
  "link/activation-left-open": {
    lines: "A -> B: x()\nactivate B",
    at: 2,
    message: 'The activation of "B" that starts here never ends.',
    hint: 'Add "deactivate B" where it is done, or "return".',
  },
  "link/unknown-directive": {
    lines: "A -> B: x()\n' @seqwright rename B C",
    at: 2,
    message: '"@seqwright rename B C" is not a directive.',
    hint: 'Did you mean "name"?',
  },
  "link/role-of-unknown-participant": {
    lines: "A -> Orders: x()",
    overrides: { roles: { Order: { role: "component" } } },
    at: 0,
    message: 'A role is given to "Order", which this diagram does not have.',
    hint: 'Did you mean "Orders"?',
  },
  "link/too-many-branches": {
    lines: `A -> B: x()\nalt 0\n${"else other\nA -> B: y()\n".repeat(200)}end`,
    at: 2,
    message: "This fragment has 201 branches; 200 is the most that code can be written for.",
    hint: "Draw branches that do the same as one, or move some to a diagram of their own.",
  },
  "link/branch-never-taken": {
    lines:
      "A -> B: pay(total)\nalt total > 100\nB -> C: hold()\nelse total > 500\nB -> C: ask()\nelse\nB -> C: take()\nend",
    at: 4,
    message: 'No values lead to "total > 500" where it stands.',
    hint: "Branches are tried in the order in which they are drawn, inside those around them. Until it is mended, a method is asked which to take.",
  },
  "link/redis-words-left-out": {
    lines: "A -> B: x(id)\nB -> Redis: SET a:{id} 1 EX 60 EXAT 99",
    at: 2,
    message: '"EXAT" behind SET does not reach the code.',
    hint: "The Redis port does not take it with SET.",
  },
  "link/not-an-identifier": {
    lines: "A -> B: x()\n' @seqwright name x class",
    at: 2,
    message: '"class" cannot be a name in code.',
    hint: "A name is made of letters, digits, _ and $, starts with no digit, and means nothing else in TypeScript.",
  },
  "link/unreadable-type": {
    lines: "A -> B: x()",
    overrides: { types: { order: "{ id: " } },
    at: 0,
    message: 'The type "order" cannot be read from "{ id: ": ',
    hint: "Write it like { id: string, at: date-time, kind: A | B, tags: string[], nick?: string }.",
  },
};

test.each(Object.entries(complaints))("%s", (code, { lines, overrides, at, message, hint }) => {
  const { diagnostics, problems } = linked(lines, overrides);
  expect(problems).toEqual([`${code} ${at}`]);
  expect(diagnostics[0]?.message).toContain(message);
  expect(diagnostics[0]?.hint).toBe(hint);
});

test("what is left out of the contract leaves no step", () => {
  expect(linked("A -> B: x()\nB ->x C: gone").arrows).toEqual(["1 call"]);
  expect(linked("A -> B: x()\nB -[hidden]-> C: spacer").arrows).toEqual(["1 call"]);
});
