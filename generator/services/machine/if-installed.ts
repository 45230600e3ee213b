/** Loads what needs a package that a project installs only when it wants to; `undefined` where that package is missing. */
export async function ifInstalled<Module>(load: () => Promise<Module>): Promise<Module | undefined> {
  try {
    return await load();
  } catch (error) {
    if (missingPackage(error) === undefined) throw error;
    return undefined;
  }
}

/** The package that an import did not find; `undefined` when something else went wrong. */
export function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_MODULE_NOT_FOUND")
    return undefined;
  return /^Cannot find package '([^']+)'/.exec(error.message)?.[1];
}
