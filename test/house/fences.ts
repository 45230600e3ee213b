/** Packages that only some folders may import, and why. A folder stands for all that is in it. */
export interface Fence {
  readonly packages: readonly string[];
  readonly only: readonly string[];
  readonly because: string;
}

/** They hold in `generator/` and `runtime/`. */
export const fences: readonly Fence[] = [
  {
    packages: ["chevrotain"],
    only: ["generator/parse"],
    because: "so that the parser can be replaced without touching a later stage",
  },
  {
    packages: ["handlebars", "oxfmt"],
    only: ["generator/emit"],
    because: "so that only emission knows how code is printed",
  },
  {
    packages: ["ts-morph"],
    only: ["generator/emit", "generator/merge"],
    because: "so that all other stages know no TypeScript",
  },
  {
    packages: ["diff"],
    only: ["generator/merge/text"],
    because: "so that everything that is shown as a patch looks the same, and is bounded",
  },
  {
    packages: ["node:fs", "node:fs/promises"],
    only: [
      "generator/host",
      "generator/services",
      "generator/cli",
      "generator/bin",
      "generator/vscode",
      "runtime/contract/beside",
    ],
    because: "so that every stage is a function that a test can run in memory",
  },
  {
    packages: ["chokidar"],
    only: ["generator/cli/watch"],
    because: "so that one place decides what counts as a change",
  },
  {
    packages: ["yargs"],
    only: ["generator/cli"],
    because: "so that commands are functions of their options",
  },
  {
    packages: ["vscode", "vscode-languageclient", "rolldown"],
    only: ["generator/vscode"],
    because: "so that nothing of the editor's extension reaches the package",
  },
  {
    packages: ["vscode-languageserver", "vscode-languageserver-textdocument"],
    only: ["generator/cli/lsp"],
    because: "so that commands start without it, and only the language server knows what editors ask",
  },
  {
    packages: ["fast-check"],
    only: ["runtime/contract"],
    because: "so that nothing outside of the tests is drawn at random, and services need not install it",
  },
  {
    packages: ["libpg-query"],
    only: ["generator/text/sql", "runtime/contract", "runtime/model/sql"],
    because: "so that services need not install it, and commands that read no SQL start without it",
  },
  {
    packages: ["vitest"],
    only: [],
    because:
      "so that users choose their test runner: it is handed to the contract kit, or started as a program",
  },
  {
    packages: ["seqwright-runtime/model"],
    only: ["generator"],
    because: "so that the runtime is built from its own files",
  },
  {
    packages: ["seqwright-runtime"],
    only: ["generator/cli"],
    because:
      "so that the compiler describes programs and never runs them; seqwright-runtime/model is for all",
  },
  {
    packages: ["seqwright"],
    only: [],
    because: "so that the compiler stays out of services, and uses its own files",
  },
  {
    packages: ["kafkajs"],
    only: ["runtime/adapters/kafka"],
    because: "so that services install their own clients",
  },
  {
    packages: ["minio"],
    only: ["runtime/adapters/minio"],
    because: "so that services install their own clients",
  },
  {
    packages: ["@redis/client"],
    only: ["runtime/adapters/redis"],
    because: "so that services install their own clients",
  },
  {
    packages: ["pg"],
    only: ["runtime/adapters", "generator/services/servers"],
    because: "so that services install their own clients",
  },
  {
    packages: ["@electric-sql/pglite"],
    only: ["runtime/adapters"],
    because: "so that services install their own clients",
  },
  {
    packages: ["fastify"],
    only: ["runtime/adapters/http"],
    because: "so that services install their own server",
  },
  {
    packages: ["@opentelemetry/api"],
    only: ["runtime/opentelemetry"],
    because: "so that services without OpenTelemetry need not install it",
  },
];

/** The fence that a package or one of its entries stands behind. */
export function fenceOf(specifier: string): Fence | undefined {
  const fits = (name: string): boolean => specifier === name || specifier.startsWith(`${name}/`);
  return fences.find(({ packages }) => packages.some(fits));
}
