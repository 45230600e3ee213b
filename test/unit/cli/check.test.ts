import { expect, test } from "vitest";
import { scriptedProject, type ScriptedProject } from "../../support/scripted-terminal.ts";

const diagram = `@startuml
actor User
participant Shop
participant Orders
User -> Shop : order(id)
activate Shop
note over Shop: up to 3 retries
Shop -> Orders : markPaid(id)
activate Orders
Orders --> Shop : ok
deactivate Orders
Shop --> User : ok
deactivate Shop
@enduml
`;
const orders = "generated/shop/orders.handler.ts";

async function project(): Promise<ScriptedProject> {
  const made = scriptedProject({ "diagrams/shop.puml": diagram });
  await made.seqwright("generate");
  return made;
}

const edit = async ({ host }: ScriptedProject, path: string, how: (text: string) => string): Promise<void> =>
  host.writeFiles([{ path, content: how((await host.readFile(path)) ?? "") }]);
const filled = (text: string): string => text.replace(/throw new NotImplementedError[^;]*;/, "// done");

interface Report {
  readonly findings: Readonly<
    Record<
      string,
      readonly { readonly code: string; readonly file: string; readonly start: { readonly line: number } }[]
    >
  >;
}

/** The kinds that `check` finds something of, and its exit code. */
async function found({ seqwright }: ScriptedProject): Promise<readonly [number, readonly string[]]> {
  const { exitCode, out } = await seqwright("check", "--format", "json");
  const { findings } = JSON.parse(out) as Report;
  return [exitCode, Object.entries(findings).flatMap(([kind, all]) => (all.length > 0 ? [kind] : []))];
}

test("a stub that is not filled in is told at the handler's line, and fails with --strict alone", async () => {
  const made = await project();
  expect(await found(made)).toEqual([0, ["stubs"]]);
  const { out } = await made.seqwright("check");
  expect(out).toMatch(
    /generated\/shop\/orders\.handler\.ts:\d+:5 - info check\/stub-not-filled: .*"markPaid" is not filled in yet\. Write/,
  );
  expect((await made.seqwright("check", "--strict")).exitCode).toBe(1);
  await edit(made, orders, filled);
  expect(await found(made)).toEqual([0, []]);
});

test("a diagram that changed since is told on one line, with what to do", async () => {
  const made = await project();
  await edit(made, orders, filled);
  await edit(made, "diagrams/shop.puml", (text) => text.replace("markPaid(id)", "markPaid(id, when)"));
  const { exitCode, out } = await made.seqwright("check");
  expect(exitCode).toBe(2);
  expect(out).toMatch(
    /^diagrams\/shop\.puml:1:1 - warning check\/not-regenerated: generated\/shop is not .*differs: ports\.gen\.ts.* Run "seqwright generate"[^\n]*\n/m,
  );
  expect(out).not.toContain("matches");
});

test("an edited generated file, and nothing else", async () => {
  const made = await project();
  await edit(made, orders, filled);
  await edit(made, "generated/shop/ports.gen.ts", (text) => `${text}// mine\n`);
  expect(await found(made)).toEqual([2, ["edited"]]);
});

test("a handler that cannot be read, that lacks a member, and whose class is gone", async () => {
  for (const how of [
    (text: string) => `<<<<<<< ours\n${text}`,
    (text: string) => text.replace(/async markPaid[^]*?\n {2}\}\n/, ""),
    (text: string) => text.replace("export class Orders", "export class Other"),
  ]) {
    const made = await project();
    await edit(made, orders, filled);
    await edit(made, orders, how);
    expect(await found(made)).toEqual([2, ["handlers"]]);
  }
});

test("a handler whose diagram is gone is told, also after generating", async () => {
  const made = await project();
  await edit(made, orders, filled);
  await made.host.writeFiles([
    { path: "diagrams/other.puml", content: "@startuml\nactor A\nparticipant B\nA -> B : run()\n@enduml\n" },
  ]);
  await made.host.removeFiles(["diagrams/shop.puml"]);
  const { err } = await made.seqwright("generate");
  expect(err).toContain("generated/shop/orders.handler.ts:1:1 - warning emit/orphaned-handler");
  const [exitCode, kinds] = await found(made);
  expect([exitCode, kinds]).toEqual([2, ["gone", "stubs"]]);
});

test("a handler that passes its class on is held to the diagram where it is", async () => {
  const made = await project();
  const moved = filled((await made.host.readFile(orders)) ?? "");
  await made.host.writeFiles([
    { path: "src/orders.ts", content: moved },
    { path: orders, content: 'export { Orders } from "../../src/orders.ts";\n' },
  ]);
  expect(await found(made)).toEqual([0, []]);
  await edit(made, "src/orders.ts", (text) => text.replaceAll("markPaid", "other"));
  expect(await found(made)).toEqual([2, ["handlers"]]);
  expect((await made.seqwright("generate")).exitCode).toBe(0);
  expect(await made.host.readFile(orders)).toBe('export { Orders } from "../../src/orders.ts";\n');
});

test("a promise that is gone or less, and none that is more", async () => {
  const made = await project();
  await edit(made, orders, filled);
  const less = ["up to 2 retries", "nothing"];
  for (const note of [...less, "up to 5 retries"]) {
    await edit(made, "diagrams/shop.puml", () => diagram.replace("up to 3 retries", note));
    const [exitCode, kinds] = await found(made);
    expect([note, exitCode, kinds.includes("promises")]).toEqual([note, 2, less.includes(note)]);
  }
  // Under another name, too; and who generates is told, once.
  await made.host.removeFiles(["diagrams/shop.puml"]);
  await edit(made, "diagrams/store.puml", () => diagram.replace("up to 3 retries", "nothing"));
  const told = 'warning check/weaker-promise: The promise "up to 3 retries" of the last generation is gone.';
  expect((await made.seqwright("generate")).err).toContain(told);
  expect((await made.seqwright("generate")).err).not.toContain("weaker-promise");
});

test("versions in package.json that were not made for each other", async () => {
  const made = await project();
  await edit(made, orders, filled);
  const manifest = {
    dependencies: { "seqwright-runtime": "^0.0.9" },
    devDependencies: { seqwright: "0.1.0" },
  };
  await made.host.writeFiles([{ path: "package.json", content: JSON.stringify(manifest) }]);
  expect(await found(made)).toEqual([0, ["versions"]]);
  expect((await made.seqwright("check", "--strict")).exitCode).toBe(1);
});

test.each(["github", "sarif", "junit"])("%s tells them, too", async (format) => {
  const made = await project();
  await edit(made, "generated/shop/ports.gen.ts", (text) => `${text}// mine\n`);
  const { exitCode, out } = await made.seqwright("check", "--format", format);
  expect(exitCode).toBe(2);
  expect(out).toContain("emit/edited-file");
  expect(out).toContain("check/stub-not-filled");
});
