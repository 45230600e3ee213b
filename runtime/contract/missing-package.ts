/** What contract tests need besides the runtime. Services need none of it, so that it is not installed with it. */
const needed = ["fast-check", "libpg-query"];

/** An error that says how to install what the contract kit needs; `undefined` where something else went wrong. */
export function missingPackage(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, name] = /^Cannot find package '([^']+)'/.exec(error.message) ?? [];
  if (name === undefined || !needed.includes(name)) return undefined;
  return new Error(
    `Contract tests need the package "${name}". Run: npm install --save-dev ${needed.join(" ")}`,
    { cause: error },
  );
}
