import { expect, test } from "vitest";
import { installed, missingPackage } from "../../../../runtime/cli/installed.ts";

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
