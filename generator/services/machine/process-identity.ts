import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const execute = promisify(execFile);

/**
 * Tells one process from a later one with the same number: when it started, and since which boot that counts.
 * `undefined` when there is no such process, or only a dead one that nobody has collected yet.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === "linux") {
      const { state, startTicks } = await procStat(String(pid));
      return state === "Z" || state === "X" ? undefined : `${await bootId()}/${startTicks}`;
    }
    const { stdout } = await execute("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      env: { LC_ALL: "C", PATH: process.env["PATH"] ?? "" },
    });
    const [state = "", ...start] = stdout.trim().split(/\s+/);
    return start.length === 0 || state.startsWith("Z") ? undefined : start.join(" ");
  } catch {
    return undefined;
  }
}

/** Whether no thread of the process runs on, after SIGSTOP: the signal stops them one by one. */
export async function isFrozen(pid: number): Promise<boolean> {
  try {
    if (process.platform === "linux") {
      const threads = await readdir(`/proc/${pid}/task`);
      const states = await Promise.all(
        threads.map(async (thread) => (await procStat(`${pid}/task/${thread}`)).state),
      );
      return states.every((state) => /^[TtZX]$/.test(state));
    }
    const { stdout } = await execute("ps", ["-o", "state=", "-p", String(pid)]);
    return /^[TZ]/.test(stdout.trim());
  } catch {
    // It is gone, or one of its threads is since they were listed.
    return (await processIdentity(pid)) === undefined;
  }
}

/** The process and everything below it: PostgreSQL's backends live on when only their parent is signalled. */
export async function processTree(pid: number): Promise<readonly number[]> {
  const children = new Map<number, number[]>();
  for (const [child, parent] of await parents())
    children.set(parent, [...(children.get(parent) ?? []), child]);
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
}

async function parents(): Promise<readonly (readonly [number, number])[]> {
  if (process.platform !== "linux") {
    const { stdout } = await execute("ps", ["-A", "-o", "pid=,ppid="]);
    return stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  }
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const pairs = await Promise.all(
    ids.map((id) =>
      procStat(id).then(
        ({ parent }) => [Number(id), parent] as const,
        // Gone since the folder was listed.
        () => undefined,
      ),
    ),
  );
  return pairs.filter((pair) => pair !== undefined);
}

async function procStat(pid: string): Promise<{ state: string; parent: number; startTicks: string }> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  // The name of the program stands in parentheses and may hold anything, even parentheses.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent, startTicks] = [fields[0], fields[1], fields[19]];
  if (state === undefined || parent === undefined || startTicks === undefined)
    throw new Error(`/proc/${pid}/stat is unreadable`);
  return { state, parent: Number(parent), startTicks };
}

let bootIdText: Promise<string> | undefined;

async function bootId(): Promise<string> {
  bootIdText ??= readFile("/proc/sys/kernel/random/boot_id", "utf8").then(
    (text) => text.trim(),
    () => "",
  );
  return bootIdText;
}
