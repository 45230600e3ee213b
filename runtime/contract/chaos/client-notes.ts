import type { ResourceClients } from "../../system/system-definition.ts";
import { keyReaderOf, type KeyReader } from "../contents/key-reader.ts";
import type { WorkerMessage } from "../child/worker-message.ts";

type ClientMessage = Extract<WorkerMessage, { readonly kind: "client" }>;

/** What the processes of a system have touched on servers that cannot list what they hold. */
export class ClientNotes {
  /** By key: how it is read. */
  readonly keys = new Map<string, KeyReader>();
  /** Objects, as bucket and key. */
  readonly objects = new Map<string, readonly [bucket: string, key: string]>();
  readonly accounts = new Set<string>();

  take({ client, method, names }: ClientMessage): void {
    const [first, second] = names;
    if (first === undefined) return;
    switch (client satisfies keyof ResourceClients) {
      case "redis":
        for (const key of method === "del" || method === "exists" ? names : [first])
          this.keys.set(key, strongest(this.keys.get(key), keyReaderOf(method)));
        return;
      case "objects":
        if (second !== undefined) this.#noteObject(method, first, second);
        return;
      case "admin":
        if (method === "addUser") this.accounts.add(first);
        return;
      case "sql":
      case "events":
        return;
    }
  }

  #noteObject(method: string, bucket: string, key: string): void {
    if (method !== "put" && method !== "createPath") return;
    const name = method === "createPath" && !key.endsWith("/") ? `${key}/` : key;
    this.objects.set(`${bucket}/${name}`, [bucket, name]);
  }
}

/** `DEL` and `EXPIRE` say nothing of what a key holds. */
function strongest(known: KeyReader | undefined, next: KeyReader | undefined): KeyReader {
  return next ?? known ?? "get";
}
