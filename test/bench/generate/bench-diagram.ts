/**
 * A diagram that is like those of services and unlike all others: an entry, exchanges with other components, a database, a
 * cache and a topic, fragments around some of them, and notes. The same number gives the same text everywhere.
 */
export function benchDiagram(number: number): string {
  const draw = drawing(number);
  const thing = draw.one(things);
  const context: Context = { thing, id: `${thing}Id`, table: `${thing}s_${number}`, draw };
  const body = Array.from({ length: 3 + draw.below(4) }, (_, index) => part(`${index + 1}`, context, 0));
  const [tries, days] = [1 + draw.below(5), 1 + draw.below(30)];
  return [
    `@startuml ${thing}-${number}`,
    `title ${thing} ${number}`,
    "actor Client",
    `participant "${capital(thing)}Controller" as Controller`,
    `participant "${capital(thing)}Service" as Service`,
    `participant "${capital(thing)}Repository" as Repo`,
    `participant "Pricing" as Pricing`,
    `database "${capital(thing)} DB" as DB`,
    `database "Redis Cache" as Cache`,
    `queue "Kafka\\n${thing}-${number}-events" as Topic`,
    `Client -> Controller : POST /${thing}s-${number}/{${context.id}}\\n{ "amount": ${number}, "note": "${draw.one(words)}" }`,
    "activate Controller",
    `Controller -> Service : ${draw.one(verbs)}${capital(thing)}(${context.id}, amount)`,
    "activate Service",
    ...body.flat(),
    `note over Service: up to ${tries} retries`,
    `note over Cache: TTL ${days} days`,
    `Service --> Controller : { "${context.id}": "a-${number}", "total": ${number + 1} }`,
    "deactivate Service",
    `Controller --> Client : 200 OK\\n{ "${context.id}": "a-${number}", "total": ${number + 1} }`,
    "deactivate Controller",
    "@enduml",
    "",
  ].join("\n");
}

interface Context {
  readonly thing: string;
  /** What the entry says which one it is about. */
  readonly id: string;
  readonly table: string;
  readonly draw: Drawing;
}

const things = ["order", "invoice", "parcel", "coupon", "ticket", "refund"];
const verbs = ["place", "confirm", "cancel", "review", "renew"];
const words = ["fragile", "지금", "later", "gift"];
const depthMax = 2;

/** Some lines of the drawing; `path` tells the names in them from all others of the same diagram. */
function part(path: string, context: Context, depth: number): readonly string[] {
  const { draw } = context;
  const inner = (suffix: string): readonly string[] => part(`${path}${suffix}`, context, depth + 1);
  const kind = depth < depthMax ? draw.below(10) : 4 + draw.below(6);
  if (kind === 0)
    return [`alt ${draw.one(words)} ${path}`, ...inner("a"), "else other", ...inner("b"), "end"];
  if (kind === 1) return [`opt ${draw.one(words)} ${path}`, ...inner("o"), "end"];
  if (kind === 2) return [`loop for each item`, ...inner("l"), "end"];
  if (kind === 3)
    return ["group step " + path, ...inner("g"), `note right: ${draw.one(words)} ${path}`, "end"];
  return exchange(kind, path.replaceAll(/\W/g, ""), context);
}

function exchange(kind: number, path: string, { id, table, thing, draw }: Context): readonly string[] {
  switch (kind) {
    case 4:
      return [`Service -> Cache : GET ${thing}:${path}:{${id}}`, `Cache --> Service : ${thing}State${path}`];
    case 5:
      return [`Service -> Cache : DEL ${thing}:${path}:{${id}}`, "Cache --> Service : OK"];
    case 6:
      return [
        `Service -> Repo : load${capital(thing)}${path}(${id})`,
        "activate Repo",
        `Repo -> DB : SELECT state, amount FROM ${table} WHERE id = {${id}}`,
        "DB --> Repo : {state, amount}",
        `Repo --> Service : ${thing}${path}`,
        "deactivate Repo",
      ];
    case 7:
      return [
        `Service -> Repo : save${capital(thing)}${path}(${id}, amount)`,
        "activate Repo",
        `Repo -> DB : UPDATE ${table} SET amount = {amount} WHERE id = {${id}}`,
        "DB --> Repo : 1 row",
        "Repo --> Service : saved",
        "deactivate Repo",
      ];
    case 8:
      return [
        `Service -> Pricing : price${path}(${id}, amount)`,
        `Pricing --> Service : { "price${path}": ${10 + draw.below(90)} }`,
      ];
    default:
      return [`Service -> Topic : ${capital(thing)}Changed${path} {${id}, amount}`];
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

interface Drawing {
  /** A whole number from 0 on. */
  below(limit: number): number;
  one(list: readonly string[]): string;
}

/** Numbers that look drawn (mulberry32). */
function drawing(seed: number): Drawing {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, one: (list) => list[below(list.length)] ?? "" };
}
