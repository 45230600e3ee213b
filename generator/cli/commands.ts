import { serviceNames } from "../services/servers/service.ts";
import { command, type Command } from "./command.ts";
import type { CommandContext } from "./context/command-context.ts";
import { exitCodes } from "./context/exit-codes.ts";
import { untilInterrupted } from "./context/until-interrupted.ts";
import { UsageError } from "./context/usage-error.ts";

/** Where `run` and `chaos` find the code. */
const generatedFolder = {
  type: "string",
  requiresArg: true,
  describe: "The folder of the generated code  [default: where seqwright.config.ts has it]",
} as const;

const oneDiagram = {
  diagram: { type: "string", demandOption: true, describe: "Its name, or its file" },
} as const;
const someDiagrams = {
  diagrams: { type: "string", array: true, default: [] as string[], describe: "Their names, or their files" },
} as const;
const strictness = {
  strict: { type: "boolean", default: false, describe: "Fail where there are warnings, too" },
} as const;

/** All commands, in the order of the help. Each imports its own code when it is run, so that none waits for another's. */
export const commands: readonly Command[] = [
  command({
    syntax: "generate [diagrams..]",
    describe: "Write the code of the diagrams, by name or path, or of all of them",
    examples: [
      ["generate", "write the code of all diagrams"],
      ["generate order payment --strict", "write that of two; warnings fail"],
    ],
    positionals: someDiagrams,
    options: {
      ...strictness,
      force: { type: "boolean", default: false, describe: "Also write generated files that were edited" },
      diff: {
        type: "boolean",
        default: false,
        describe:
          "Show what would be written, as a patch, and write nothing; exit with 2 where something would",
      },
      watch: {
        type: "boolean",
        default: false,
        describe: "Go on, and generate each diagram that is saved",
      },
      test: {
        type: "boolean",
        default: false,
        describe: "With --watch: run its contract test, too",
      },
      renamed: {
        type: "string",
        array: true,
        nargs: 1,
        default: [] as string[],
        describe: "Say that a method has another name now, and takes its code along: Orders.markPaid=settle",
      },
    },
    run: async ({ diagrams, strict, force, diff, renamed, watch, test }, context) => {
      const given = { ...context, strict, force, renamed };
      if (test && !watch)
        throw new UsageError('--test goes with --watch; otherwise, "seqwright test" runs tests.');
      if (watch && diff)
        throw new UsageError("--diff writes nothing, and --watch writes: leave one of them out.");
      if (watch) return (await import("./watch/watch-diagrams.ts")).watchDiagrams(diagrams, given, test);
      return diff
        ? (await import("./preview/preview-generation.ts")).previewGeneration(diagrams, given)
        : (await import("./project/generate.ts")).generate(diagrams, given);
    },
  }),
  command({
    syntax: "check [diagrams..]",
    describe: "Say whether the generated code matches the diagrams; writes nothing",
    examples: [
      ["check", "in CI: exit 2 where code and diagrams differ"],
      ["check --strict --format github", "show what is left to do in a pull request, too"],
    ],
    positionals: someDiagrams,
    options: strictness,
    run: async ({ diagrams, strict }, context) =>
      (await import("./project/check.ts")).check(diagrams, { ...context, strict }),
  }),
  command({
    syntax: "diff [old] [new]",
    describe: "Say what diagrams say differently, and for whom that breaks something",
    examples: [
      ["diff main", "against the diagrams of a branch"],
      ["diff main...HEAD --fail-on breaking", "in CI: exit 2 where somebody has to follow"],
      ["diff main --format markdown", "as a comment for a pull request"],
      ["diff old/order.puml diagrams/order.puml", "two files"],
    ],
    positionals: {
      old: {
        type: "string",
        describe: "A git revision (main, main..HEAD, main...HEAD), a file or a folder  [default: HEAD]",
      },
      new: { type: "string", describe: "The same  [default: the diagrams as they are]" },
    },
    options: {
      "fail-on": {
        choices: ["breaking", "any"],
        requiresArg: true,
        describe: "Exit with 2 where something breaks somebody, or for any difference",
      },
      format: {
        choices: ["markdown", "plantuml"],
        describe: "Also: a comment for a pull request, or a coloured diagram",
      },
    },
    run: async ({ old, new: now, "fail-on": failOn, format }, context) =>
      (await import("./diff/diff.ts")).diff(
        [old, now],
        { failOn, format: format ?? context.format },
        context,
      ),
  }),
  command({
    syntax: "ir <diagram>",
    describe: "Print what a diagram means, as JSON",
    examples: [["ir order", "print the model of diagrams/order.puml"]],
    asks: "Which diagram?",
    positionals: oneDiagram,
    run: async ({ diagram }, context) => (await import("./project/show.ts")).showIr(diagram, context),
  }),
  command({
    syntax: "explain <diagram>",
    describe: "Print what a diagram means, for a person",
    examples: [["explain order", "roles and why, steps, data flow, what became of each line"]],
    asks: "Which diagram?",
    positionals: oneDiagram,
    run: async ({ diagram }, context) =>
      (await import("./project/show.ts")).showExplanation(diagram, context),
  }),
  command({
    syntax: "test [diagram]",
    describe: "Run contract tests, or replay the one that failed",
    examples: [
      ["test", "run all contract tests"],
      ["test order --property order --watch", "run some again after each change"],
      ["test order --property order --seed 7", "repeat the run of a report"],
    ],
    positionals: { diagram: { type: "string", describe: "Its name, or its file" } },
    options: {
      property: { type: "string", requiresArg: true, describe: "Only this property, such as order" },
      component: {
        type: "string",
        requiresArg: true,
        describe: "Only this component, by its name in the diagram's arrows",
      },
      seed: { type: "number", requiresArg: true, describe: "The seed of the run to replay" },
      path: {
        type: "string",
        requiresArg: true,
        implies: ["property", "seed"],
        describe: "The path of the case to replay, such as 3:0:1",
      },
      arrow: {
        type: "number",
        requiresArg: true,
        describe: "Only cases that cross the arrow on this line, and faults only there",
      },
      strict: {
        type: "boolean",
        default: false,
        describe: "Fail where something is not reached, too",
      },
      watch: { type: "boolean", default: false, describe: "Go on, and run again what changes" },
      system: {
        type: "boolean",
        default: false,
        describe: "Also test the running systems, on servers that are started if need be",
      },
    },
    run: async (given, context) => {
      const { test } = await import("./project/test.ts");
      if (!given.system) return test(given.diagram, given, context);
      const { systemEnvironment } = await import("./run/system-environment.ts");
      return test(given.diagram, given, context, await systemEnvironment(given.diagram, context));
    },
  }),
  command({
    syntax: "init",
    describe: "Set up a configuration, a first diagram, npm scripts and dependencies; overwrites nothing",
    examples: [
      ["init", "set up the project of this folder"],
      ["init --github --pre-commit", "also check the diagrams in CI and before each commit"],
      ["init --cwd services/orders", "set up that of another one"],
    ],
    options: {
      github: { type: "boolean", default: false, describe: "Also a workflow for GitHub Actions" },
      "pre-commit": { type: "boolean", default: false, describe: "Also a hook for https://pre-commit.com" },
    },
    run: async ({ github, "pre-commit": preCommit }, context) =>
      (await import("./init/init.ts")).init(context, { github, preCommit }),
  }),
  command({
    syntax: "lsp",
    describe: "Serve an editor: problems as you type, quick fixes, explanations, and the way to the code",
    examples: [["lsp", "what an editor starts"]],
    options: {
      stdio: {
        type: "boolean",
        default: true,
        describe: "Over standard input and output; there is no other way",
      },
      clientProcessId: { type: "number", hidden: true, describe: "The process to end with" },
    },
    run: async (_, context) => (await import("./lsp/lsp.ts")).lsp(context),
  }),
  command({
    syntax: "services <action> [names..]",
    describe: "Start, list or stop real Kafka, MinIO, Redis and PostgreSQL on this machine",
    examples: [
      ["services up", "start all of them"],
      ["services up redis postgres", "start two"],
      ["services status", "list what runs, with addresses"],
    ],
    asks: "What about the servers: up, status or down?",
    positionals: {
      action: {
        choices: ["up", "status", "down"],
        demandOption: true,
        describe: "up: start what does not run; status: list; down: stop what up started, with its data",
      },
      names: { choices: serviceNames, array: true, default: [], describe: "Only these servers" },
    },
    run: async ({ action, names }, context) => {
      const { services } = await import("./servers/services.ts");
      const only = names.length === 0 ? serviceNames : names;
      return inItsFolder(context, (signal) => services(action, { ...context, only, signal }));
    },
  }),
  command({
    syntax: "run <diagram>",
    describe: "Run the system of a diagram on real servers, and show what it does",
    examples: [
      ["run order", "run it until Ctrl-C"],
      ["run order --port 8080 --arrows", "serve at a port, and show every arrow"],
    ],
    asks: "Which diagram?",
    positionals: oneDiagram,
    options: {
      output: generatedFolder,
      port: {
        type: "number",
        requiresArg: true,
        default: 0,
        coerce: portNumber,
        describe: "Where endpoints are served; 0: any free port",
      },
      arrows: { type: "boolean", default: false, describe: "Show every arrow" },
    },
    run: async ({ diagram, output, port, arrows }, context) => {
      const { runSystem } = await import("./run/run-system.ts");
      return inItsFolder(context, (signal) =>
        runSystem(diagram, { ...context, output, port, showArrows: arrows, signal }),
      );
    },
  }),
  command({
    syntax: "chaos <diagram>",
    describe: "Kill its processes and its servers, and say what became of everything that came in",
    examples: [
      ["chaos order", "about three minutes of it"],
      ["chaos order --only kill --seed 7", "repeat one scenario"],
    ],
    asks: "Which diagram?",
    positionals: oneDiagram,
    options: {
      output: generatedFolder,
      minutes: {
        type: "number",
        requiresArg: true,
        default: 3,
        describe: "About how long; what is not tried by then is said",
      },
      seed: {
        type: "number",
        requiresArg: true,
        describe: "Repeats what is sent, where it hurts, and in which order",
      },
      only: {
        type: "string",
        array: true,
        requiresArg: true,
        default: [],
        describe: "Only these scenarios, such as kill",
      },
      arrow: {
        type: "number",
        requiresArg: true,
        describe: "Processes die only at what is drawn on this line",
      },
    },
    run: async ({ diagram, seed = Date.now() % 1_000_000, ...others }, context) => {
      const { chaos } = await import("./chaos/chaos.ts");
      const { output, minutes, only, arrow } = others;
      const given = { output, minutes, seed, only, arrow };
      const work = (signal: AbortSignal) => chaos(diagram, { ...context, ...given, signal });
      const code = await inItsFolder(context, work, "Interrupted. Its servers are gone.");
      // What was cut off may still wait for them.
      if (code === exitCodes.interrupted) process.exit(code);
      return code;
    },
  }),
];

/** Servers belong to the folder that a process is started in, and the code of a system may read its files: `--cwd` moves both. */
async function inItsFolder(
  { cwd, terminal }: CommandContext,
  work: (signal: AbortSignal) => Promise<number>,
  interrupted = "Interrupted. Servers that were started already stay; seqwright services down stops them.",
): Promise<number> {
  enter(cwd.root);
  return untilInterrupted(work, () => terminal.err(`${interrupted}\n`));
}

function enter(folder: string): void {
  try {
    process.chdir(folder);
  } catch (cause) {
    throw new UsageError(`The folder ${folder} cannot be entered.`, { cause });
  }
}

function portNumber(port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError("--port takes a number from 0 to 65535.");
}
