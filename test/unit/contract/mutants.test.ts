import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { DiagramProtocol } from "../../../runtime/index.ts";
import type { ComponentFactories } from "../../../runtime/contract/index.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

type Call = () => Promise<unknown>;
type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Ways in which a call can go wrong in a handler. */
const mistakes: Readonly<
  Record<string, (call: Call, method: Method, args: readonly unknown[]) => Promise<unknown>>
> = {
  "left out": async () => undefined,
  "made twice": async (call) => call().then(call),
  "made with another argument": async (_, method, [first, ...others]) => method(spoiled(first), ...others),
  "followed although it failed": async (call) => call().catch(() => undefined),
  "tried again at once": async (call) => call().catch(call),
  "not waited for": async (call) => {
    call().catch(() => undefined);
  },
};

/** As many as it has arrows, and five at most; of a diagram with many arrows only the first, since a run of it takes long. */
function callsOf({ steps }: DiagramProtocol, component: string): number {
  const all = Object.values(steps);
  const own = all.filter(({ kind, from }) => kind === "call" && from === component);
  return all.length > 40 ? 1 : Math.min(5, own.length);
}

const folders = readdirSync("generated", { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test.each(folders)(
  "every mistake in a call is caught: %s",
  async (folder) => {
    const { protocol, factories } = await load(folder);
    const survivors: string[] = [];
    await withRuns(30, async () => {
      for (const component of Object.keys(factories)) {
        for (const mistake of Object.keys(mistakes)) {
          for (let call = 0; call < callsOf(protocol, component); call += 1) {
            const mutant = mutated(factories, component, call, mistake);
            // What a component does only for a second event is no call of the diagram's own.
            await verdicts(protocol, mutant.factories, component, "order");
            if (!mutant.made()) continue;
            const found = await verdicts(protocol, mutant.factories, component);
            if (Object.keys(found).length === 0) survivors.push(`${component}: call ${call} ${mistake}`);
          }
        }
      }
    });
    expect(survivors).toEqual([]);
  },
  300_000,
);

async function load(folder: string): Promise<{ protocol: DiagramProtocol; factories: ComponentFactories }> {
  const { protocol } = (await generated(folder, "steps.gen.ts")) as { readonly protocol: DiagramProtocol };
  const factories: Record<string, (given: object) => object> = {};
  for (const [code, spec] of Object.entries(protocol.participants)) {
    if (spec.role !== "component") continue;
    const module = (await generated(folder, spec.handler)) as Readonly<
      Record<string, new (given: object) => object>
    >;
    const handler = module[spec.class];
    if (handler !== undefined) factories[code] = (given) => new handler(given);
  }
  return { protocol, factories };
}

async function generated(folder: string, file: string): Promise<unknown> {
  return import(/* @vite-ignore */ pathToFileURL(`generated/${folder}/${file}`).href);
}

/** The component as it is, but for one mistake in its n-th call. */
function mutated(
  factories: ComponentFactories,
  component: string,
  n: number,
  mistake: string,
): { readonly factories: ComponentFactories; readonly made: () => boolean } {
  let made = false;
  const create = factories[component] as (given: object) => object;
  const mutant = (given: object): object => {
    let count = 0;
    const wrap = (port: object): object =>
      new Proxy(port, {
        get(target, name) {
          const method = Reflect.get(target, name) as Method | undefined;
          if (typeof method !== "function" || name === "transaction") return method;
          return async (...args: readonly unknown[]) => {
            count += 1;
            if (count !== n + 1) return method(...args);
            made = true;
            return mistakes[mistake]?.(async () => method(...args), method, args);
          };
        },
      });
    const wrapped = Object.entries(given).map(([name, port]) => [
      name,
      name === "background" ? port : wrap(port),
    ]);
    return create(Object.fromEntries(wrapped) as object);
  };
  return { factories: { ...factories, [component]: mutant }, made: () => made };
}

function spoiled(argument: unknown): unknown {
  if (typeof argument === "string") return `${argument}x`;
  if (typeof argument !== "object" || argument === null) return argument;
  const fields = Object.entries(argument).map(([name, value]) => [
    name,
    typeof value === "string" ? `${value}x` : value,
  ]);
  return Object.fromEntries(fields);
}
