import { expect, test } from "vitest";
import { installed } from "../../../../generator/cli/run/installed.ts";
import { ifInstalled, missingPackage } from "../../../../generator/services/machine/if-installed.ts";

const notFound = (message: string): Error =>
  Object.assign(new Error(message), { code: "ERR_MODULE_NOT_FOUND" });

test("a client that is not installed is named, with the command that installs it", async () => {
  const load = async (): Promise<never> => {
    throw notFound("Cannot find package '@redis/client' imported from /somewhere/redis-connection.js");
  };
  await expect(installed(load)).rejects.toThrow(
    'The package "@redis/client" is not installed.\nTry: npm install @redis/client',
  );
});

test("whatever else goes wrong is passed on as it is", async () => {
  for (const error of [notFound("Cannot find module '/a/b.ts' imported from /a/c.ts"), new TypeError("no")]) {
    expect(missingPackage(error)).toBeUndefined();
    await expect(installed(async () => Promise.reject(error))).rejects.toBe(error);
  }
});

test("what can be done without is undefined where it is not installed, and nothing else is hidden", async () => {
  const missing = notFound("Cannot find package 'pg' imported from /somewhere/postgres.js");
  expect(await ifInstalled(async () => Promise.reject(missing))).toBeUndefined();
  expect(await ifInstalled(async () => 1)).toBe(1);
  await expect(ifInstalled(async () => Promise.reject(new TypeError("no")))).rejects.toThrow("no");
});
