import { spawn } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A message of the protocol, as JSON has it. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** An editor, as far as the language server can tell: raw JSON-RPC over the pipes of a process. */
export interface LspClient extends AsyncDisposable {
  readonly request: (method: string, params?: unknown) => Promise<unknown>;
  readonly notify: (method: string, params?: unknown) => void;
  /** The next notification or request of the server that fits, also one that has come already and was not taken yet. */
  readonly next: (fits: (message: Message) => boolean) => Promise<Message>;
  /** Goes away without a word. */
  readonly leave: () => void;
  /** Resolves to the exit code. */
  readonly ended: Promise<number | null>;
  readonly errors: () => string;
}

const main = fileURLToPath(new URL("../../generator/cli/main.ts", import.meta.url));

/** Starts `seqwright lsp` and greets it. Whatever is not answered by then rejects when it ends. */
export async function lspClient(folder: string): Promise<LspClient> {
  const child = spawn(process.execPath, ["--conditions=seqwright-source", main, "lsp", "--stdio"], {
    cwd: folder,
  });
  const answers = new Map<number, (message: Message) => void>();
  const come: Message[] = [];
  const waiting: { fits: (message: Message) => boolean; take: (message: Message) => void }[] = [];
  const giveUp: ((error: Error) => void)[] = [];
  let sent = 0;
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  child.stdout.on(
    "data",
    messagesOf((message) => {
      if (message.method === undefined) {
        answers.get(message.id ?? -1)?.(message);
        return;
      }
      if (message.id !== undefined) send({ id: message.id, result: null });
      const index = waiting.findIndex(({ fits }) => fits(message));
      if (index < 0) come.push(message);
      else waiting.splice(index, 1)[0]?.take(message);
    }),
  );
  const ended = new Promise<number | null>((done) => child.once("close", done));
  child.once("close", (code) => {
    for (const reject of giveUp) reject(new Error(`The server has ended with ${code}. ${errors}`));
  });

  function send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  }
  const request: LspClient["request"] = (method, params) => {
    const id = ++sent;
    send({ id, method, params });
    return new Promise((done, failed) => {
      giveUp.push(failed);
      answers.set(id, ({ error, result }) =>
        error === undefined ? done(result) : failed(new Error(error.message)),
      );
    });
  };
  const client: LspClient = {
    request,
    notify: (method, params) => send({ method, params }),
    next: (fits) => {
      const index = come.findIndex(fits);
      const found = index < 0 ? undefined : come.splice(index, 1)[0];
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((take, failed) => {
        giveUp.push(failed);
        waiting.push({ fits, take });
      });
    },
    leave: () => child.stdin.destroy(),
    ended,
    errors: () => errors,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
  await request("initialize", {
    processId: process.pid,
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "project" }],
  });
  client.notify("initialized", {});
  return client;
}

/** Cuts what comes from a pipe into messages: a header with the length in bytes, an empty line, JSON. */
function messagesOf(take: (message: Message) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      const length = Number(
        /Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(0, end)).toString())?.[1],
      );
      if (end < 0 || rest.length < end + 4 + length) return;
      take(JSON.parse(rest.subarray(end + 4, end + 4 + length).toString()) as Message);
      rest = rest.subarray(end + 4 + length);
    }
  };
}
