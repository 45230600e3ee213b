/** The configuration that `init` starts a project with. */
export const initialConfig = `import { defineConfig } from "seqwright";

export default defineConfig({
  diagrams: "diagrams",
  output: "generated",
});
`;

/** The first diagram: small, but with a branch, a database and a promise in a note. */
export const initialDiagram = `@startuml hello
title Greeting a visitor

actor Visitor
participant Greeter
database "Guest book\\nPostgreSQL" as GuestBook

Visitor -> Greeter : greet(name)
activate Greeter
Greeter -> GuestBook : findGuest(name)
activate GuestBook
GuestBook --> Greeter : guest
deactivate GuestBook

alt guest is new
  Greeter -> GuestBook : addGuest(name)
  activate GuestBook
  GuestBook --> Greeter : saved
  deactivate GuestBook
  Greeter --> Visitor : "Nice to meet you"
else guest is known
  Greeter --> Visitor : "Welcome back"
end
deactivate Greeter
@enduml
`;

/** For editors: generated code is strict and imports its neighbours with their file extension. */
export const initialTsconfig = `{
  "compilerOptions": {
    "target": "es2023",
    "module": "nodenext",
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "noUncheckedIndexedAccess": true,
    "verbatimModuleSyntax": true,
    "erasableSyntaxOnly": true,
    "allowImportingTsExtensions": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "include": ["generated", "seqwright.config.*"]
}
`;

/** For git: generated files are the same on every machine, and two generations of the manifest merge by themselves. */
export const initialGitattributes: readonly string[] = [
  "*.gen.ts text eol=lf",
  "*.gen.test.ts text eol=lf",
  "seqwright-manifest.ndjson text eol=lf merge=union",
];

/** The scripts that `init` adds to package.json when their names are free. */
export const initialScripts: Readonly<Record<string, string>> = {
  generate: "seqwright generate",
  "generate:check": "seqwright check",
  typecheck: "tsc --noEmit",
  test: "seqwright test",
  "test:contract": "seqwright test",
};

/** For GitHub Actions: what CI is to hold a project to, and what a pull request changes in diagrams, in its summary. */
export const initialWorkflow = `# Holds generated code and handlers to the diagrams. Written by "seqwright init"; yours to change.
name: seqwright

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  seqwright:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # "seqwright diff" looks back to where the branch began.
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npm ci
      - run: npx seqwright check --format github
      - run: npm run typecheck
      - run: npx seqwright test
      - if: github.event_name == 'pull_request'
        run: npx seqwright diff "origin/$GITHUB_BASE_REF...HEAD" --format markdown >> "$GITHUB_STEP_SUMMARY"
`;

/** For https://pre-commit.com: nobody commits diagrams and code that differ. */
export const initialPreCommit = `# Holds generated code to the diagrams before a commit. Written by "seqwright init"; yours to change.
repos:
  - repo: local
    hooks:
      - id: seqwright
        name: generated code matches the diagrams
        entry: npx seqwright check
        language: system
        files: '\\.(puml|plantuml|pu|wsd|iuml|ts)$'
        pass_filenames: false
`;
