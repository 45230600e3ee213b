import { applyPatch, parsePatch } from "diff";
import { expect, test } from "vitest";
import { scriptedProject, type ScriptedProject } from "../../support/scripted-terminal.ts";

const diagram = `@startuml
actor User
participant Shop
participant Orders
participant Mailer
User -> Shop : order(id)
activate Shop
Shop -> Orders : markPaid(id)
Orders --> Shop : ok
Shop -> Mailer : send(id)
Mailer --> Shop : ok
Shop --> User : ok
deactivate Shop
@enduml
`;
const shop = "generated/shop/shop.handler.ts";

async function filesOf({ host }: ScriptedProject): Promise<ReadonlyMap<string, string>> {
  const paths = (await host.listFiles("generated")).filter((path) => !path.endsWith(".ndjson"));
  return new Map(
    await Promise.all(paths.map(async (path) => [path, (await host.readFile(path)) ?? ""] as const)),
  );
}

/** What the files are once a patch has been applied to them. */
function applied(patch: string, files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const result = new Map(files);
  for (const part of parsePatch(patch)) {
    const [from, to] = [part.oldFileName?.slice(2) ?? "", part.newFileName?.slice(2) ?? ""];
    const text = applyPatch(files.get(from) ?? "", part);
    result.delete(from);
    if (part.newFileName !== "/dev/null") result.set(to, String(text));
  }
  return new Map([...result].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

test.each([
  [
    "files that are new",
    (text: string) => `${text}@startuml\nactor A\nparticipant B\nA -> B : run()\n@enduml\n`,
  ],
  ["a participant with another name", (text: string) => text.replaceAll("Orders", "Ledger")],
  [
    "a participant that is gone",
    (text: string) => text.replace(/participant Mailer\n|Shop -> Mailer[^]*?ok\n/g, ""),
  ],
])("the patch of generate --diff is what generate does: %s", async (_, how) => {
  const project = scriptedProject({ "diagrams/shop.puml": diagram });
  await project.seqwright("generate");
  await project.host.writeFiles([{ path: "diagrams/shop.puml", content: how(diagram) }]);
  const before = await filesOf(project);
  const { exitCode, out } = await project.seqwright("generate", "--diff");
  expect([exitCode, await filesOf(project)]).toEqual([2, before]);
  await project.seqwright("generate");
  expect(applied(out, before)).toEqual(await filesOf(project));
  expect(await project.seqwright("generate", "--diff")).toEqual({
    exitCode: 0,
    out: "",
    err: "Nothing would be written.\n",
  });
});

test("what is offered is shown with the diagram's line, and a promise that is less is told before it is accepted", async () => {
  const project = scriptedProject({
    "diagrams/shop.puml": diagram.replace("activate", "note over Shop: up to 3 retries\nactivate"),
  });
  await project.seqwright("generate");
  const text = ((await project.host.readFile(shop)) ?? "").replace(
    /( *)await this\.#mailer[^\n]*\n/,
    "$&$1await this.celebrate();\n",
  );
  const changed = diagram.replace(
    "Shop --> User",
    "Shop -> Orders : archive(id)\nOrders --> Shop : ok\nShop --> User",
  );
  await project.host.writeFiles([
    { path: shop, content: text },
    { path: "diagrams/shop.puml", content: changed },
  ]);
  const { out, err } = await project.seqwright("generate", "--diff");
  expect(out).toMatch(
    /\ndiagrams\/shop\.puml:12: offered for "order" in generated\/shop\/shop\.handler\.ts, which you have changed:\n {2}@@[^\n]*\n(?: {2} [^\n]*\n)* {2}\+await this\.#orders\.archive\(id\);\n/,
  );
  expect(err).toContain("check/weaker-promise");
  expect(err).toMatch(/\d+ files would change\. 1 change would be offered\.\n$/);
  const json = JSON.parse((await project.seqwright("generate", "--diff", "--format", "json")).out) as {
    readonly offered: readonly unknown[];
  };
  expect(json.offered).toHaveLength(1);
});
