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
