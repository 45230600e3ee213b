import { open } from "node:fs/promises";

/** The end of a server's log, for the message that says why it does not run. */
export async function logTail(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const length = Math.min(size, 16_384);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return lastLines(buffer.toString("utf8"));
  } catch {
    return "";
  }
}

export function lastLines(text: string, count = 15): string {
  const lines = text.trimEnd().split("\n").slice(-count);
  return lines.map((line) => `  ${line.slice(0, 300)}`).join("\n");
}
