import { fileURLToPath } from "node:url";
import { chaos, type ChaosContext } from "../../generator/cli/chaos/chaos.ts";
import type { Terminal } from "../../generator/cli/context/terminal.ts";
import { nodeHost } from "../../generator/host/node-host.ts";

/** A diagram of this repository: the folder of its project, and its name. */
export interface OwnDiagram {
  readonly folder: string;
  readonly name: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

export const ownDiagrams: readonly OwnDiagram[] = [
  { folder: root, name: "event-콘텐츠생성완료구독" },
  { folder: root, name: "workflow-engine" },
  { folder: root, name: "content-이미지결과조회" },
  { folder: root, name: "shopping-cart-forwarder" },
  { folder: `${root}/test/own-diagrams`, name: "checkout" },
  { folder: `${root}/test/own-diagrams`, name: "회원가입-사가" },
];

/** `seqwright chaos` on one of them; resolves to its exit code. */
export function hurtDiagram(
  { folder, name }: OwnDiagram,
  options: Pick<ChaosContext, "minutes" | "seed" | "only" | "signal">,
): Promise<number> {
  const terminal: Terminal = {
    open: nodeHost,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(text),
    color: false,
    isInteractive: false,
  };
  const plain = { configPath: undefined, format: "human", output: undefined, arrow: undefined } as const;
  return chaos(name, { ...plain, ...options, cwd: nodeHost(folder), terminal });
}
