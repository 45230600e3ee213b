import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { answerWithin } from "../machine/answer-within.ts";
import { ask } from "./ask.ts";

/** Resolves to the version of the Redis at this address, once it has loaded its data and lets us in. */
export async function redisPing(address: string, timeoutMs: number): Promise<string> {
  const url = new URL(address);
  const target = { host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(url.port || 6379) };
  const socket = url.protocol === "rediss:" ? connectSecurely(target) : connect(target);
  try {
    return await answerWithin(timeoutMs, askForVersion(socket, url));
  } finally {
    socket.destroy();
  }
}

async function askForVersion(socket: Socket, { username, password }: URL): Promise<string> {
  const credentials = [username, password].filter((text) => text !== "").map(decodeURIComponent);
  if (password !== "") await command(socket, "AUTH", ...credentials);
  await command(socket, "PING");
  return /^redis_version:(\S+)/m.exec(await command(socket, "INFO", "server"))?.[1] ?? "";
}

/** Sends one command in Redis' protocol (RESP), and resolves to its answer. */
async function command(socket: Socket, ...words: readonly string[]): Promise<string> {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  const answer = (await ask(socket, `*${words.length}\r\n${parts.join("")}`, answerLength)).toString();
  if (answer.startsWith("-")) throw new Error(answer.slice(1).trimEnd());
  if (!answer.startsWith("+") && !answer.startsWith("$"))
    throw new Error("it does not speak Redis' protocol");
  return answer;
}

function answerLength(received: Buffer): number | undefined {
  const lineEnd = received.indexOf("\r\n");
  if (lineEnd < 0) return undefined;
  // "$5\r\nhello\r\n" is text of a given length; all other answers that we may get are one line.
  const isText = received.toString("latin1", 0, 1) === "$";
  const length = isText ? Number(received.toString("latin1", 1, lineEnd)) : -1;
  return lineEnd + 2 + (length >= 0 ? length + 2 : 0);
}
