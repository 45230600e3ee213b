import { expect, test } from "vitest";
import { scriptedProject, type ScriptedProject } from "../../support/scripted-terminal.ts";

const diagram = `@startuml
actor User
participant Shop
participant Orders
database "Order DB\\nPostgreSQL" as DB
User -> Shop : order(id)
activate Shop
Shop -> Shop : check the stock
Shop -> Orders : markPaid(id)
activate Orders
Orders -> DB : UPDATE orders SET paid = true WHERE id = {id}
DB --> Orders : ok
Orders --> Shop : ok
deactivate Orders
Shop --> User : ok
deactivate Shop
@enduml
`;
const [shop, orders] = ["generated/shop/shop.handler.ts", "generated/shop/orders.handler.ts"];

/** A project whose handlers are filled in. */
async function filledProject(): Promise<ScriptedProject> {
  const project = scriptedProject({ "diagrams/shop.puml": diagram });
  await project.seqwright("generate");
  await edit(project, shop, (text) =>
    text.replace(/throw new NotImplementedError\("Shop\.check[^;]*;/, "// in stock, always"),
  );
  await edit(project, orders, (text) =>
    text.replace(/(async markPaid[^\n]*\n)/, '$1    if (id === "") throw new Error("no id");\n'),
  );
  return project;
}

const read = async ({ host }: ScriptedProject, path: string): Promise<string> =>
  (await host.readFile(path)) ?? "";
const edit = async (project: ScriptedProject, path: string, how: (text: string) => string): Promise<void> =>
  project.host.writeFiles([{ path, content: how(await read(project, path)) }]);

async function regenerate(project: ScriptedProject, how: (text: string) => string) {
  await edit(project, "diagrams/shop.puml", how);
  const run = await project.seqwright("generate");
  const handlers = async () =>
    JSON.stringify(
      await Promise.all((await project.host.listFiles("generated")).map((path) => read(project, path))),
    );
  const before = await handlers();
  await project.seqwright("generate");
  expect(await handlers()).toBe(before);
  const noticed = /emit\/(?:gone-member|doubtful-rename|handler-differs)/.test(run.err);
  expect((await project.seqwright("check")).exitCode).toBe(noticed ? 2 : 0);
  return run;
}

test("a new arrow arrives in a filled-in handler, with import, field and stub", async () => {
  const project = await filledProject();
  const { exitCode, out } = await regenerate(project, (text) =>
    text
      .replace("database", "participant Mailer\ndatabase")
      .replace("Shop --> User", "Shop -> Mailer : sendReceipt(id)\nMailer --> Shop : ok\nShop --> User"),
  );
  expect(exitCode).toBe(0);
  expect(out).toMatch(/shop +5 +\d+ +\d+ +\d+ +1 +\d+ +\d+ +1 +1\n/);
  const text = await read(project, shop);
  expect(text).toContain("readonly #mailer: MailerPort;");
  expect(text).toContain("this.#mailer = mailer;");
  expect(text).toContain("await this.#orders.markPaid(id);\n    await this.#mailer.sendReceipt(id);\n");
  expect(text).toContain("// in stock, always");
  expect(await read(project, "generated/shop/mailer.handler.ts")).toContain("sendReceipt");
});

test("a renamed message takes its body along, and its callers call it so", async () => {
  const project = await filledProject();
  const { err } = await regenerate(project, (text) => text.replace("markPaid(id)", "markSettled(id)"));
  expect(err).toContain(`info emit/renamed-member: ${orders}: "markPaid" is "markSettled" now`);
  expect(await read(project, orders)).toMatch(/async markSettled\(id: \w+\)[^\n]*\n {4}if \(id === ""\)/);
  expect(await read(project, shop)).toContain("await this.#orders.markSettled(id);");
});

test("a doubtful rename is asked about until somebody says so, and then takes the body along", async () => {
  const project = await filledProject();
  const close = (text: string): string => text.replace("markPaid(id)", "finishWholeSettlement(id)");
  for (const _ of [1, 2]) {
    const { err } = await regenerate(project, close);
    expect(err).toContain(
      `shop.puml:9:1 - warning emit/doubtful-rename: ${orders}: was "finishWholeSettlement" called "markPaid"?`,
    );
    expect(err).toContain('run "seqwright generate --renamed Orders.markPaid=finishWholeSettlement"');
    expect(err).not.toContain("gone-member");
  }
  for (const wrong of [
    "Orders.markPaid",
    "Shop.markPaid=finishWholeSettlement",
    "markPaid=other",
    "finishWholeSettlement=markPaid",
  ])
    expect((await project.seqwright("generate", "--renamed", wrong)).exitCode).toBe(64);
  const { exitCode, err } = await project.seqwright(
    "generate",
    "--renamed",
    "Orders.markPaid=finishWholeSettlement",
    "shop",
  );
  expect({ exitCode, err }).toMatchObject({
    exitCode: 0,
    err: expect.stringContaining('"markPaid" is "finishWholeSettlement" now'),
  });
  const text = await read(project, orders);
  expect(text).toMatch(/async finishWholeSettlement\(id: \w+\)[^\n]*\n {4}if \(id === ""\)/);
  expect(text).not.toContain("markPaid");
  expect((await regenerate(project, close)).err).toBe("");
});

test("a doubtful rename is not carried out where both methods have code", async () => {
  const project = await filledProject();
  await regenerate(project, (text) => text.replace("markPaid(id)", "finishWholeSettlement(id)"));
  await edit(project, orders, (text) =>
    text.replace(/(async finishWholeSettlement[^\n]*\n)/, "$1    // by hand\n"),
  );
  const before = await read(project, orders);
  const { exitCode, err } = await project.seqwright(
    "generate",
    "--renamed",
    "markPaid=finishWholeSettlement",
  );
  expect({ exitCode, err }).toMatchObject({ exitCode: 64, err: expect.stringContaining("fits no handler") });
  expect(await read(project, orders)).toBe(before);
});

test("a renamed participant takes its file, its class and its code along", async () => {
  const project = await filledProject();
  const { err } = await regenerate(project, (text) => text.replaceAll("Orders", "Ledger"));
  expect(err).toContain(
    `info emit/moved-handler: ${orders} is generated/shop/ledger.handler.ts now, with the class Ledger.`,
  );
  expect(await project.host.readFile(orders)).toBeUndefined();
  const text = await read(project, "generated/shop/ledger.handler.ts");
  expect(text).toContain("export class Ledger implements LedgerPort");
  expect(text).toContain('if (id === "") throw new Error("no id");');
  expect(await read(project, shop)).toContain("await this.#ledger.markPaid(id);");
  expect(await read(project, shop)).toContain("// in stock, always");
});

test("a renamed diagram takes its handlers along, and leaves other files where they are", async () => {
  const project = await filledProject();
  await project.host.writeFiles([{ path: "generated/shop/mine.ts", content: "export const limit = 3;\n" }]);
  await edit(project, shop, (text) => `import { limit } from "./mine.ts";\n${text}export { limit };\n`);
  await project.host.removeFiles(["diagrams/shop.puml"]);
  await project.host.writeFiles([{ path: "diagrams/store.puml", content: diagram }]);
  const { err, exitCode } = await project.seqwright("generate");
  expect(exitCode).toBe(0);
  expect(err).toContain("generated/shop/orders.handler.ts is generated/store/orders.handler.ts now");
  expect(await read(project, "generated/store/shop.handler.ts")).toContain("// in stock, always");
  expect(await read(project, "generated/store/shop.handler.ts")).toContain(
    'import { limit } from "../shop/mine.ts";',
  );
  expect(await read(project, "generated/store/shop.handler.ts")).toContain('from "./ports.gen.ts";');
  expect(await project.host.listFiles("generated/shop")).toEqual(["generated/shop/mine.ts"]);
  expect((await project.seqwright("check")).exitCode).toBe(0);
});

test("a handler of a participant that is gone goes where nobody touched it or uses it, and is told where somebody did", async () => {
  const dropped = (text: string): string =>
    text.replace(/participant Orders\n|Shop -> Orders[^]*(?=Shop --> User)/g, "");
  const untouched = async ({ host }: ScriptedProject) =>
    host.writeFiles([{ path: orders, content: (await made.host.readFile(orders)) ?? "" }]);
  const made = scriptedProject({ "diagrams/shop.puml": diagram });
  await made.seqwright("generate");
  const [touched, imported] = [await filledProject(), await filledProject()];
  await untouched(imported);
  await imported.host.writeFiles([
    { path: "generated/shop/mine.ts", content: 'import "./orders.handler.ts";\n' },
  ]);
  for (const [project, stays] of [
    [made, false],
    [touched, true],
    [imported, true],
  ] as const) {
    await edit(project, "diagrams/shop.puml", dropped);
    const { out, err } = await project.seqwright("generate");
    expect(out.includes(`removed ${orders}\n`)).toBe(!stays);
    expect(err.includes(`${orders}:1:1 - warning emit/orphaned-handler`)).toBe(stays);
    expect((await project.host.readFile(orders)) !== undefined).toBe(stays);
    expect(
      await read(project, "generated/seqwright-manifest.ndjson").then((text) =>
        text.includes(orders.slice(10)),
      ),
    ).toBe(stays);
    expect((await project.seqwright("check")).exitCode).toBe(stays ? 2 : 0);
  }
});

test("what the diagram drops stays where it was filled in, and is said at the diagram and at the handler", async () => {
  const project = await filledProject();
  const dropped = /Shop -> Shop : check the stock\n/;
  for (const _ of [1, 2]) {
    const { err } = await regenerate(project, (text) => text.replace(dropped, ""));
    expect(err).toContain(
      `warning emit/gone-member: ${shop}: the diagram does not ask for "checkTheStock" any more.`,
    );
    expect(err).toMatch(/generated\/shop\/shop\.handler\.ts:\d+:\d+ - what your handler has/);
  }
  expect(await read(project, shop)).toContain("// in stock, always");
  // Drawn again, it is asked for again, and is still there.
  expect((await regenerate(project, () => diagram)).err).toBe("");
  expect(await read(project, shop)).toContain("// in stock, always");
});

test("a difference stays offered until the handler has what the diagram draws", async () => {
  const project = await filledProject();
  await edit(project, shop, (text) =>
    text.replace(
      "await this.#orders.markPaid(id);\n",
      "await this.#orders.markPaid(id);\n    await this.celebrate();\n",
    ),
  );
  const withMail = diagram.replace(
    "Shop --> User",
    "Shop -> Orders : archive(id)\nOrders --> Shop : ok\nShop --> User",
  );
  for (const _ of [1, 2]) {
    const { err } = await regenerate(project, () => withMail);
    expect(err).toMatch(/diagrams\/shop\.puml:15:1 - warning emit\/handler-differs/);
    expect(err).toContain("hint: The diagram now asks for: + await this.#orders.archive(id);");
  }
  expect(await read(project, shop)).not.toContain("archive");
  await edit(project, shop, (text) =>
    text.replace("await this.celebrate();", "await this.celebrate();\n    await this.#orders.archive(id);"),
  );
  expect((await regenerate(project, () => withMail)).err).not.toContain("emit/handler-differs");
});

test("a file with the markers of a merge is left alone, with an error", async () => {
  const project = await filledProject();
  const broken = `<<<<<<< HEAD\n${await read(project, shop)}=======\n>>>>>>> other\n`;
  await project.host.writeFiles([{ path: shop, content: broken }]);
  await edit(project, "diagrams/shop.puml", (text) => text.replace("markPaid", "markSettled"));
  const { exitCode, err } = await project.seqwright("generate");
  expect({ exitCode, err }).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining("error emit/handler-syntax"),
  });
  expect(await read(project, shop)).toBe(broken);
});

test("back in the diagram, everything that was generated is back byte for byte", async () => {
  const project = scriptedProject({ "diagrams/shop.puml": diagram });
  await project.seqwright("generate");
  const all = async () =>
    Object.fromEntries(
      await Promise.all(
        (await project.host.listFiles("generated")).map(async (path) => [path, await read(project, path)]),
      ),
    );
  const before = await all();
  await regenerate(project, (text) =>
    text
      .replace("markPaid(id)", "markSettled(id)")
      .replace("Shop --> User", "Shop -> Orders : archive(id)\nOrders --> Shop : ok\nShop --> User"),
  );
  expect(await all()).not.toEqual(before);
  await regenerate(project, () => diagram);
  expect(await all()).toEqual(before);
});
