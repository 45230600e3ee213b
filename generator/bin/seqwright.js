#!/usr/bin/env node
// Plain JavaScript that even an old Node can read, so that it can say what is wrong instead of failing to parse.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const oldest = [22, 18];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "cli", "main.ts");
const built = join(root, "dist", "cli", "main.js");
const isCheckout = existsSync(source);

const [major, minor] = process.versions.node.split(".").map(Number);
const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
const node = isNewEnough ? process.execPath : installedNode();

if (node === undefined) {
  console.error(`seqwright needs Node ${oldest.join(".")} or newer; this is ${process.versions.node}.`);
  console.error(
    "Install a newer one from https://nodejs.org, or add it to the project: npm install --save-dev node@24",
  );
  process.exitCode = 64;
} else if (isCheckout) {
  // A checkout runs from its sources; the condition makes "seqwright" in a configuration mean them as well.
  runWith(node, ["--conditions=seqwright-source", source]);
} else if (isNewEnough) {
  await import(pathToFileURL(built).href);
} else {
  runWith(node, [built]);
}

/** The npm package "node" of this package or of the project that the command was started in. */
function installedNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  for (const start of [process.cwd(), root]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const candidate = join(folder, "node_modules", "node", "bin", name);
      if (existsSync(candidate)) return candidate;
      if (dirname(folder) === folder) break;
    }
  }
  return undefined;
}

function runWith(command, args) {
  const child = spawn(command, args.concat(process.argv.slice(2)), { stdio: "inherit" });
  // The child decides when it has finished: Ctrl-C reaches both, and a signal sent to this process alone is passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => {
    console.error(`seqwright could not start ${command}: ${error.message}`);
    process.exitCode = 70;
  });
  child.on("exit", (status, signal) => {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
    process.exitCode = status === null ? 70 : status;
  });
}
