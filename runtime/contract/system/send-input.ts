import type { RunningSystem } from "../../system/start-system.ts";
import { textAt, withTextAt } from "../../system/payload-path.ts";
import type { HttpEntry, KafkaEntry } from "../../model/entries.ts";
import type { SystemInput } from "./draw-input.ts";
import type { GroundTopics } from "./ground.ts";

/** What came back at once: the response to a request. */
export interface SystemAnswer {
  readonly status: number;
  /** As it was sent; `undefined` for no body. */
  readonly body: unknown;
}

/** A record or request as the world sends it, in bytes. */
export interface RawRecord {
  readonly key: string | null;
  readonly value: string | Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Where it goes; otherwise its key says so. */
  readonly partition?: number;
}

/** Sends an input as the world does: a record, a request; where nothing says how, its method is called. */
export async function sendInput(
  input: SystemInput,
  running: RunningSystem,
  topics: GroundTopics | undefined,
): Promise<SystemAnswer | undefined> {
  const { entry, values } = input;
  switch (entry.kind) {
    case "kafka":
      await sendRecord(entry, recordOf(input), topics);
      return undefined;
    case "http":
      return sendRequest(requestOf(entry, values), running);
    case "schedule":
    case "call": {
      const port = running.port(entry.component);
      const method: unknown = Reflect.get(port, entry.method);
      if (typeof method === "function") await Reflect.apply(method, port, values);
      return undefined;
    }
    default:
      return entry satisfies never;
  }
}

/** The record that carries an input: its payload as JSON, keyed by the first name in it, with its type where that is said. */
export function recordOf({ entry, step, values }: SystemInput): RawRecord {
  const payload = values.find((value) => value !== undefined);
  const typed =
    entry.kind === "kafka" && entry.typeField !== undefined && entry.eventType !== undefined
      ? withTextAt(payload, entry.typeField, entry.eventType)
      : payload;
  const names = typeof payload === "object" && payload !== null ? Object.keys(payload) : [];
  const keyed = names.find((name) => /id$/i.test(name)) ?? names[0];
  const type = entry.kind === "kafka" ? entry.eventType : step.method;
  return {
    key: keyed === undefined ? null : (textAt(payload, keyed) ?? null),
    value: JSON.stringify(typed),
    headers: type === undefined ? {} : { "event-type": type },
  };
}

export async function sendRecord(
  { participant }: Pick<KafkaEntry<never>, "participant">,
  record: RawRecord,
  topics: GroundTopics | undefined,
): Promise<void> {
  if (topics === undefined) throw new Error(`there is no topic for ${participant}`);
  await topics.send(participant, record);
}

export interface RawRequest {
  readonly method: string;
  /** From the first slash on. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The request that carries these parameters, each where the diagram has it. */
export function requestOf(
  {
    verb,
    path,
    parameters,
  }: Pick<HttpEntry<never>, "verb" | "path"> & {
    readonly parameters: readonly { readonly name: string; readonly in: string; readonly before?: string }[];
  },
  values: readonly unknown[],
): RawRequest {
  const given = parameters.map((parameter, index) => ({ ...parameter, value: values[index] }));
  const at = (place: string) => given.filter((one) => one.in === place && one.value !== undefined);
  const query = new URLSearchParams(
    at("query").flatMap(({ name, value }) =>
      [value].flat().map((one): [string, string] => [name, text(one)]),
    ),
  ).toString();
  const filled = at("path").reduce(
    (so, { name, value }) => so.replaceAll(`{${name}}`, encodeURIComponent(text(value))),
    path,
  );
  const headers = at("header").map(
    ({ name, before = "", value }) => [name, `${before}${text(value)}`] as const,
  );
  const [body] = at("body");
  return {
    method: verb,
    path: query === "" ? filled : `${filled}?${query}`,
    headers: {
      ...Object.fromEntries(headers),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body.value),
  };
}

function text(value: unknown): string {
  return typeof value === "string"
    ? value
    : value instanceof Date
      ? value.toISOString()
      : JSON.stringify(value);
}

/** Sends a request to the system's own server. Rejects when nobody answers. */
export async function sendRequest(
  { method, path, headers, body }: RawRequest,
  { url }: Pick<RunningSystem, "url">,
): Promise<SystemAnswer> {
  const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const received = await response.text();
  return { status: response.status, body: received === "" ? undefined : jsonOr(received) };
}

function jsonOr(received: string): unknown {
  try {
    return JSON.parse(received);
  } catch {
    return received;
  }
}
