import { enableCompileCache } from "node:module";

// What was compiled, and freed of its types, is kept for the next start: most of the time of a command with nothing to do.
enableCompileCache();
await import("./start.ts");
