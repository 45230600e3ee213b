import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { contract } from "../../../runtime/contract/index.ts";
import type { RedisCommands } from "../../../runtime/ports/redis-commands.ts";
import type { SystemDefinition } from "../../../runtime/system/system-definition.ts";

const drawing = `@startuml sessions
actor Client
participant "Session API" as Api
participant SessionService as Service
participant "Redis Cache" as Cache
Client -> Api : POST /sessions {userId}
activate Api
Api -> Service : open(userId)
activate Service
Service -> Cache : SET session:{userId} {userId} EX 1800
Cache --> Service : OK
Service -> Cache : SET last:{userId} {userId}
Cache --> Service : OK
Service -> Cache : HSET profile:{userId} name {userId}
Cache --> Service : 1
Service -> Cache : EXPIRE profile:{userId} 600
Cache --> Service : 1
Service --> Api : done
deactivate Service
Api --> Client : 201 Created {"state": "OPEN"}
deactivate Api
@enduml
`;

/** The report of the property, of the generated system with another service; undefined where it holds. */
async function report(change?: (redis: RedisCommands, userId: string) => Promise<unknown>): Promise<unknown> {
  const source = sourceFile("diagrams/sessions.puml", drawing);
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  // Below the checkout, where imports of the packages are found.
  const folder = await mkdtemp(join(process.cwd(), "test/.run-"));
  try {
    for (const { path, content } of value[0]?.files ?? []) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const wiring = pathToFileURL(join(folder, "sessions/wiring.gen.ts")).href;
    const { system } = (await import(/* @vite-ignore */ wiring)) as { system: SystemDefinition };
    const { Service: service, Api: api } = system.components;
    let hidden: RedisCommands | undefined;
    // No arrow is drawn from there to the cache: nobody is held to what goes that way.
    const Api = (given: never): object => {
      hidden = (given as { readonly hidden: RedisCommands }).hidden;
      return api?.(given) ?? {};
    };
    const Service = (given: never): object => {
      const right = service?.(given) as { open(userId: string): Promise<void> };
      return {
        async open(userId: string): Promise<void> {
          await right.open(userId);
          if (hidden !== undefined) await change?.(hidden, userId);
        },
      };
    };
    const components = { ...system.components, Api, Service };
    const beside = { setup: { collaborators: { Api: { hidden: "Cache" } } } };
    const handlers = new URL("contract.gen.test.ts", wiring).href;
    const subject = contract({ system: { ...system, components }, handlers, beside });
    expect(subject.promises(undefined, "system").map(({ property }) => property)).toContain("ttl");
    return await subject.check("ttl", undefined, "system").then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : error),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("keys that are kept for as long as it is drawn pass", async () => {
  expect(await report()).toBeUndefined();
});

test("a time to live that a later SET takes away is caught", async () => {
  const found = await report((redis, userId) => redis.set(`session:${userId}`, userId));
  expect(found).toMatch(/the key session:\S+ is kept for 1800 s, but it is kept for ever\.$/m);
});

test("a time in another unit is caught", async () => {
  const found = await report((redis, userId) => redis.expire(`session:${userId}`, 1_800_000));
  expect(found).toMatch(/is kept for 1800 s, but it has 1[78]\d{5} s left\.$/m);
});

test("a key that expires although no time is drawn is caught", async () => {
  const found = await report((redis, userId) => redis.expire(`last:${userId}`, 60));
  expect(found).toMatch(/the key last:\S+ is kept for ever, but it has \d+ s left\.$/m);
});
