import { run } from "./run-system/run.ts";

let isTold = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    // Nobody reads any more, as after `seqwright run … | head`: as good as Ctrl-C.
    if (!isTold) process.kill(process.pid, "SIGTERM");
    isTold = true;
  });
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
