import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CodeAction, CompletionItem, Diagnostic, Hover, Location } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type LspClient, lspClient } from "../../../support/lsp-client.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const event = "event-콘텐츠생성완료구독";

let editor: LspClient;

// The server writes nothing, so it may look at this repository; changed texts are only in the editor.
beforeAll(async () => void (editor = await lspClient(repository)));
afterAll(() => editor[Symbol.asyncDispose]());

test("a diagram that is not finished has the problems that generate tells, at places in UTF-16, and none when it is", async () => {
  const uri = uriOf(join(repository, "diagrams/새 그림.puml"));
  const typed =
    "@startuml\nactor 사용자\nparticipant 주문\nparticipant 창고\n사용자 → 주문: 💳 결제(주문Id)\n사용자 -> 주문: 조회(주문Id)\n주문 -> 창고: 확인(주문Id)\n@enduml\n";
  open(uri, typed);
  expect(await problems(uri)).toEqual([
    {
      range: range(4, 4, 4, 5),
      severity: 1,
      code: "parse/foreign-punctuation",
      source: "seqwright",
      message: 'PlantUML does not know "→" as part of a statement.\nWrite: 사용자 -> 주문: 💳 결제(주문Id)',
      relatedInformation: [],
    },
  ]);
  const [fix] = await actions(uri, range(4, 4, 4, 4));
  expect(fix).toMatchObject({
    title: "Write 사용자 -> 주문: 💳 결제(주문Id)",
    kind: "quickfix",
    isPreferred: true,
  });
  change(uri, 2, applied(uri, typed, fix));
  expect(await problems(uri, 2)).toEqual([]);
  close(uri);
  expect(await problems(uri)).toEqual([]);
});

test("only the newest of many changes is told of, and a diagram may be broken in between", async () => {
  const uri = uriOf(join(repository, "diagrams/typing.puml"));
  const whole = "@startuml\nactor User\nUser -> Orders: place(id)\nOrders -> Stock: reserve(id)\n@enduml\n";
  open(uri, "");
  for (let version = 2; version <= whole.length + 1; version += 1)
    change(uri, version, whole.slice(0, version - 1));
  const told: number[] = [];
  for (;;) {
    const { version = 0 } = await published(uri);
    told.push(version);
    if (version === whole.length + 1) break;
  }
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.length).toBeLessThan(whole.length / 2);
  expect(await editor.request("textDocument/hover", at(uri, 3, 12))).not.toBe(null);
  close(uri);
});

test("hovering explains an arrow and a participant as explain does", async () => {
  const uri = await openFile(`diagrams/${event}.puml`);
  const arrow = (await editor.request("textDocument/hover", at(uri, 43, 20))) as Hover;
  expect(arrow.contents).toEqual({
    kind: "markdown",
    value: expect.stringMatching(
      /Steps of .*\n {2}\d+\. asks .*DEL event:draft:\{eventDraftId\}" \(line 44\)\nData flow\n {2}Handler → Cache {2}del\(key = "event:draft:\{event.eventDraftId\}"\)\nWhat became of each line\n {2}arrow ".*DEL event:draft:\{eventDraftId\}": code — EventHandler asks/,
    ) as unknown,
  });
  const participant = (await editor.request("textDocument/hover", at(uri, 43, 1))) as Hover;
  expect(participant).toMatchObject({
    contents: { value: expect.stringContaining("Participants\n  Handler ") as unknown },
  });
  expect(await editor.request("textDocument/hover", at(uri, 2, 0))).toBe(null);
  close(uri);
});

test("from an arrow to the member that answers it, from a participant to its class, and back", async () => {
  const uri = await openFile(`diagrams/${event}.puml`);
  const handler = `generated/${event}/event-repository.handler.ts`;
  const text = await readFile(join(repository, handler), "utf8");
  const [call] = await definitions(uri, 21, 18);
  expect(shown(text, call)).toEqual([handler, "updateContentImages"]);
  const [owner] = await definitions(uri, 21, 14);
  expect(shown(text, owner)).toEqual([handler, "EventRepository"]);

  const handlerUri = await openFile(handler);
  const drawn = await definitions(handlerUri, call?.range.start.line ?? 0, 12);
  expect(drawn[0]).toMatchObject({ uri, range: { start: { line: 21 } } });
  const declared = await definitions(handlerUri, owner?.range.start.line ?? 0, 15);
  expect(declared).toMatchObject([{ uri, range: { start: { line: 7 } } }]);
  close(uri);
  close(handlerUri);
});

test("from an arrow to a resource's client, to the member that asks it", async () => {
  const uri = await openFile(`diagrams/${event}.puml`);
  const handler = `generated/${event}/event-handler.handler.ts`;
  const [sender] = await definitions(uri, 43, 30);
  expect(shown(await readFile(join(repository, handler), "utf8"), sender)[0]).toBe(handler);
  close(uri);
});

test("completes participants where one is named, and directives", async () => {
  const uri = uriOf(join(repository, "diagrams/completing.puml"));
  const head = '@startuml\nparticipant 주문\nparticipant "Order Store" as Store\ndatabase "재고 창고"\n';
  let version = 0;
  const offered = async (line: string): Promise<readonly string[]> => {
    const text = `${head}${line}\n@enduml\n`;
    version += 1;
    if (version === 1) open(uri, text);
    else change(uri, version, text);
    const items = (await editor.request(
      "textDocument/completion",
      at(uri, 4, line.length),
    )) as CompletionItem[];
    return items.map(({ textEdit }) => textEdit?.newText ?? "");
  };
  const names = ["주문", "Store", '"재고 창고"'];
  for (const line of [
    "",
    "주",
    "주문 -> ",
    "주문 -> S",
    '주문 --> "재',
    "activate ",
    "note over 주문, ",
    "note left of ",
  ])
    expect([line, await offered(line)]).toEqual([line, names]);
  for (const line of ["주문 -> Store: ", "participant ", "주문 ", "alt ", "title a -> ", "alt a - "])
    expect([line, await offered(line)]).toEqual([line, []]);
  expect(await offered("' ")).toEqual(["@seqwright "]);
  expect(await offered("' @seqwright ro")).toEqual([
    "role ",
    "name ",
    "type ",
    "example ",
    "type-field ",
    "policy ",
  ]);
  expect(await offered("' @seqwright role ")).toEqual(names);
  expect(await offered('\' @seqwright role "재고 창고" ')).toEqual(["initiator", "component", "resource"]);
  expect(await offered("' @seqwright role Store resource ")).toContain("redis");
  expect(await offered("' @seqwright policy ")).toContain("retry");
  close(uri);
});

test("a changed configuration counts at once, and one that cannot be read is told of in its own file", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "diagrams"));
  const config = join(folder.path, "seqwright.config.mjs");
  const ignoring = (codes: readonly string[]): string =>
    `console.log("read");\nexport default { diagram: { x: { ignore: ${JSON.stringify(codes)} } } };\n`;
  await writeFile(config, ignoring([]));
  const uri = uriOf(join(folder.path, "diagrams/x.puml"));
  const text = "@startuml\nparticipant Orders\nUser -> Orders: place(id)\n@enduml\n";
  await writeFile(join(folder.path, "diagrams/x.puml"), text);
  open(uri, text);
  const before = await problems(uri);
  expect(before.map(({ code }) => code)).toContain("parse/undeclared-participant");
  await writeFile(config, ignoring(["parse/undeclared-participant"]));
  editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(config), type: 2 }] });
  expect((await problems(uri)).map(({ code }) => code)).not.toContain("parse/undeclared-participant");
  await writeFile(config, "export default { diagram: ");
  editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(config), type: 2 }] });
  expect((await problems(uriOf(config))).map(({ code }) => code)).toEqual(["config/cannot-load"]);
  close(uri);
  expect(await problems(uriOf(config))).toEqual([]);
});

test("a file that was never saved, and one that is no diagram, are left alone", async () => {
  open("untitled:Untitled-1", "@startuml\nA -> B\n@enduml");
  expect(await editor.request("textDocument/hover", at("untitled:Untitled-1", 1, 0))).toBe(null);
  expect(
    await editor.request("textDocument/definition", at(uriOf(join(repository, "README.md")), 1, 0)),
  ).toBe(null);
});

test("a server that is shut down ends with 0; one whose editor goes away ends with 1", async () => {
  await using folder = await temporaryFolder();
  const polite = await lspClient(folder.path);
  await polite.request("shutdown");
  polite.notify("exit");
  expect([await polite.ended, polite.errors()]).toEqual([0, ""]);
  const left = await lspClient(folder.path);
  left.leave();
  expect(await left.ended).toBe(1);
});

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

async function published(uri: string): Promise<Published> {
  const { params } = await editor.next(
    ({ method, params }) => method === "textDocument/publishDiagnostics" && (params as Published).uri === uri,
  );
  return params as Published;
}

/** What is told of a file next, or of a version of it. */
async function problems(uri: string, version?: number): Promise<readonly Diagnostic[]> {
  for (;;) {
    const told = await published(uri);
    if (version === undefined || told.version === version) return told.diagnostics;
  }
}

async function actions(uri: string, range: Diagnostic["range"]): Promise<readonly CodeAction[]> {
  const params = { textDocument: { uri }, range, context: { diagnostics: [] } };
  return (await editor.request("textDocument/codeAction", params)) as CodeAction[];
}

async function definitions(uri: string, line: number, character: number): Promise<readonly Location[]> {
  return ((await editor.request("textDocument/definition", at(uri, line, character))) ?? []) as Location[];
}

/** The file of a place, below the repository, and what stands there. */
function shown(text: string, place: Location | undefined): readonly [string, string] {
  if (place === undefined) return ["nowhere", ""];
  const path = fileURLToPath(place.uri).slice(repository.length).replaceAll("\\", "/");
  return [path, TextDocument.create(place.uri, "typescript", 1, text).getText(place.range)];
}

function applied(uri: string, text: string, action: CodeAction | undefined): string {
  return TextDocument.applyEdits(
    TextDocument.create(uri, "plantuml", 1, text),
    action?.edit?.changes?.[uri] ?? [],
  );
}

function open(uri: string, text: string): void {
  editor.notify("textDocument/didOpen", { textDocument: { uri, languageId: "plantuml", version: 1, text } });
}

async function openFile(path: string): Promise<string> {
  const uri = uriOf(join(repository, path));
  open(uri, await readFile(join(repository, path), "utf8"));
  return uri;
}

function change(uri: string, version: number, text: string): void {
  editor.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
}

function close(uri: string): void {
  editor.notify("textDocument/didClose", { textDocument: { uri } });
}

function at(uri: string, line: number, character: number): object {
  return { textDocument: { uri }, position: { line, character } };
}

function range(line: number, character: number, endLine: number, endCharacter: number): Diagnostic["range"] {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
