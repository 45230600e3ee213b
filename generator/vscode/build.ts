import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Bundles the extension with the language client into one file, since it is packed without `node_modules`. */
export async function buildExtension(file = `${here}dist/extension.cjs`): Promise<void> {
  await build({
    input: `${here}extension.ts`,
    platform: "node",
    external: ["vscode"],
    output: { file, format: "cjs", minify: true },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildExtension();
  await copyFile(`${here}../../LICENSE`, `${here}LICENSE`);
}
