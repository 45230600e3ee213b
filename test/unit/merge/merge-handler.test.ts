import { expect, test } from "vitest";
import { mergeHandler } from "../../../generator/merge/merge-handler.ts";

const imports = (names: string): string => `import { NotImplementedError } from "seqwright-runtime";
import type { ${names} } from "./ports.gen.ts";
`;
const base = `${imports("OrdersCollaborators, OrdersPort, StorePort")}
/** Orders in diagrams/shop.puml. Yours: fill in, change, extend. */
export class Orders implements OrdersPort {
  readonly #store: StorePort;

  constructor({ store }: OrdersCollaborators) {
    this.#store = store;
  }

  /** buy(id) */
  async buy(id: string): Promise<void> {
    await this.check(id);

    // Keep it
    await this.#store.save(id);
    if (id === "x") {
      await this.#store.mark(id);
    }
  }

  /** check */
  protected async check(id: string): Promise<void> {
    throw new NotImplementedError("Orders.check", { id });
  }
}
`;
/** A new collaborator, a new call at the end, and a new method. */
const next = base
  .replace(
    "OrdersCollaborators, OrdersPort, StorePort",
    "MailPort, OrdersCollaborators, OrdersPort, StorePort",
  )
  .replace("  readonly #store: StorePort;\n", "  readonly #store: StorePort;\n  readonly #mail: MailPort;\n")
  .replace("constructor({ store }", "constructor({ store, mail }")
  .replace("    this.#store = store;\n", "    this.#store = store;\n    this.#mail = mail;\n")
  .replace(
    "await this.#store.mark(id);\n    }\n",
    "await this.#store.mark(id);\n    }\n    await this.#mail.send(id);\n",
  )
  .replace(
    /\}\n$/,
    '\n  /** cancel(id) */\n  async cancel(id: string): Promise<void> {\n    throw new NotImplementedError("Orders.cancel", { id });\n  }\n}\n',
  );

const merge = (mine: string, from = base, to = next) =>
  mergeHandler({ base: from, mine, next: to, className: "Orders" });
const kinds = (mine: string, from = base, to = next): readonly string[] =>
  merge(mine, from, to).notices.map(({ kind, member }) => `${kind} ${member}`);

test("a file as it was generated becomes the new one, whatever its line ends and byte order mark", () => {
  expect(merge(base).text).toBe(next);
  const windows = (text: string): string => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
  expect(merge(windows(base)).text).toBe(windows(next));
  expect(merge(next, next, base).text).toBe(base);
});

const filled = base
  .replace(
    '    throw new NotImplementedError("Orders.check", { id });\n',
    '    if (id === "") throw new Error("no id"); // mine\n',
  )
  .replace("NotImplementedError", "NotImplementedError, sql");

test("a filled-in stub stays, and what only the diagram changed is taken over around it", () => {
  const { text } = merge(filled);
  expect(text).toContain('    if (id === "") throw new Error("no id"); // mine\n');
  expect(text).toContain(
    "constructor({ store, mail }: OrdersCollaborators) {\n    this.#store = store;\n    this.#mail = mail;\n",
  );
  expect(text).toContain("    }\n    await this.#mail.send(id);\n  }\n");
  expect(text).toContain("  readonly #mail: MailPort;\n");
  expect(text).toContain("  async cancel(id: string)");
  expect(text).toContain("import type { MailPort, OrdersCollaborators");
  expect(kinds(filled)).toEqual(["refreshed constructor", "refreshed buy", "added #mail", "added cancel"]);
  // The second run changes nothing.
  expect(merge(text, next, next)).toEqual({ text, notices: [] });
});

/** What a developer's file may look like after years. */
const own = `#!/usr/bin/env node
import {NotImplementedError} from 'seqwright-runtime'
import type {
	OrdersCollaborators,
	OrdersPort, // ours
	StorePort,
} from './ports.gen.ts'
import Base, {logged} from './base.ts'

export const limit = 3 // used elsewhere
const pattern = /a b/

/** Orders in diagrams/shop.puml. Yours: fill in, change, extend. */
@logged
export class Orders extends Base implements OrdersPort {
	readonly #store: StorePort
	#count = 0

	constructor({store}: OrdersCollaborators) {
		super()
		this.#store = store
		this.#count = limit
	}

	get count(): number { return this.#count }

	/** buy(id) */
	async buy(id: string): Promise<void> {
		await this.check(id)
		console.log(\`
  multi-line \${id}
\`)

		// Keep it
		await this.#store.save(id)
		if (id === 'x') {
			await this.#store.mark(id)
			this.#count++
		}
	}

	log(text: string): void
	log(text: string, times: number): void
	log(text: string, times = 1): void { console.log(text, times, pattern) }

	/** check */
	protected async check(id: string): Promise<void> {
		this.log(id)
	}
}
`;

test("a developer's layout, decorators, base class, overloads and comments stay as they are", () => {
  const { text, notices } = merge(own);
  const lines = own.split("\n").filter((line) => !/constructor|StorePort,$/.test(line));
  const merged = text.split("\n");
  expect(lines.filter((line) => !merged.includes(line))).toEqual([]);
  expect(text).toContain(
    "\tconstructor({store, mail}: OrdersCollaborators) {\n\t\tsuper()\n\t\tthis.#store = store\n\t\tthis.#mail = mail;\n\t\tthis.#count = limit\n",
  );
  expect(text).toContain("\t\t\tthis.#count++\n\t\t}\n\t\tawait this.#mail.send(id);\n\t}\n");
  expect(text).toContain("\tStorePort,\n\tMailPort,\n} from");
  expect(notices.map(({ kind, member }) => `${kind} ${member}`)).toEqual([
    "refreshed constructor",
    "refreshed buy",
    "added #mail",
    "added cancel",
  ]);
  const windows = own.replaceAll("\n", "\r\n");
  expect(merge(windows).text).toBe(text.replaceAll("\n", "\r\n"));
});

test("where both changed the same place, the developer's stays and the difference is offered", () => {
  const changed = filled.replace(
    "      await this.#store.mark(id);\n    }\n",
    "      await this.#store.mark(id);\n    }\n    await this.notify();\n",
  );
  const { text, notices } = merge(changed);
  expect(notices).toContainEqual({
    kind: "offered",
    member: "buy",
    base: "",
    next: "await this.#mail.send(id);",
  });
  expect(text).toContain("    await this.notify();\n  }\n");
  expect(text).not.toContain("this.#mail.send");
});

test("what the diagram dropped goes only where it is as it was generated and nothing uses it", () => {
  expect(kinds(base.replace("/** check */", "/** check */ // seen"), next, base)).toEqual([]);
  expect(merge(next, next, base).text).toBe(base);
  const used = next.replace(
    'throw new NotImplementedError("Orders.check", { id });',
    "await this.cancel(id);",
  );
  expect(kinds(used, next, base)).toContain("kept cancel");
  const changed = next.replace('throw new NotImplementedError("Orders.cancel", { id });', "// nothing to do");
  expect(kinds(changed, next, base)).toContain("kept cancel");
  expect(merge(changed, next, base).text).toContain("// nothing to do");
});

test("a member that the developer deleted does not come back", () => {
  const without = base.replace(/\n {2}\/\*\* check \*\/[^]*?\n {2}\}\n/, "");
  expect(without).not.toContain("NotImplementedError(");
  expect(merge(without).text).not.toContain("protected async check");
});

test("new parameters are taken over, unless the developer reads one that goes", () => {
  const renamed = base.replace("check(id: string)", "check(order: string, now: Date)");
  const { text } = merge(filled.replace(/if \(id === ""\)[^\n]*/, "await this.wait();"), base, renamed);
  expect(text).toContain(
    "protected async check(order: string, now: Date): Promise<void> {\n    await this.wait();\n",
  );
  expect(kinds(filled, base, renamed)).toEqual(["offered check"]);
  expect(merge(filled, base, renamed).text).toBe(filled);
});

test("a file without the class, or with a constructor that takes something else, is left as it is", () => {
  const elsewhere = 'export { Orders } from "../src/orders.ts";\n';
  expect(merge(elsewhere)).toEqual({ text: elsewhere, notices: [] });
  const other = base
    .replace("{ store }: OrdersCollaborators", "all: OrdersCollaborators")
    .replace("= store", "= all.store");
  const { text, notices } = merge(other);
  expect(notices.filter(({ kind }) => kind === "offered").map(({ member }) => member)).toEqual([
    "constructor",
    "#mail",
  ]);
  expect(text).not.toContain("readonly #mail");
});

test("a call that the diagram moved is moved, or offered at both ends: never there twice, never lost", () => {
  const moved = base
    .replace("    // Keep it\n    await this.#store.save(id);\n", "")
    .replace("await this.#store.mark(id);\n    }\n", "$&    await this.#store.save(id);\n");
  expect(merge(base, base, moved).text).toBe(moved);
  const elsewhere = base.replace(
    "    await this.check(id);\n",
    '    console.log("begins");\n    await this.check(id);\n',
  );
  expect(merge(elsewhere, base, moved).text.match(/save\(id\)/g)).toHaveLength(1);
  expect(kinds(elsewhere, base, moved)).toEqual(["refreshed buy"]);
  for (const beside of ["\n    // Keep it", "    await this.#store.save(id);\n"]) {
    const mine = base.replace(beside, `    console.log("mine");\n${beside}`);
    const { text, notices } = merge(mine, base, moved);
    expect(text.match(/save\(id\)/g)).toHaveLength(1);
    expect(notices.every(({ kind }) => kind === "offered") || text !== mine).toBe(true);
    expect(notices.length).toBeGreaterThan(0);
  }
});

test("a call that moves into a branch whose old place the developer changed stays where it is, and is offered", () => {
  const moved = base
    .replace("    // Keep it\n    await this.#store.save(id);\n", "")
    .replace(
      "await this.#store.mark(id);\n",
      "await this.#store.mark(id);\n      await this.#store.save(id);\n",
    );
  const mine = base.replace(
    "    await this.#store.save(id);\n",
    '    await this.#store.save(id);\n    console.log("saved");\n',
  );
  const { text, notices } = merge(mine, base, moved);
  expect(text).toBe(mine);
  expect(notices.map(({ kind }) => kind)).toEqual(["offered", "offered"]);
});
