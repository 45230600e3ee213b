import fc from "fast-check";
import { schemaOf } from "../../model/steps.ts";
import { forEveryInput } from "../check/for-every-input.ts";
import type { Search } from "../check/property.ts";
import { corruptions } from "../draw/corruptions.ts";
import { clean, mentionOf } from "../report/describe-step.ts";
import { showValue } from "../report/show-value.ts";
import { nothingToSay, type Verdict } from "../report/verdict.ts";
import type { Violation } from "../report/violation.ts";
import { verdictOf } from "../state/verdict-of.ts";
import { arbitraryInput, type DrawnCase, type SystemInput } from "../system/draw-input.ts";
import { nextInput } from "../system/run-input.ts";
import { recordOf, requestOf, sendRecord, sendRequest, type SystemAnswer } from "../system/send-input.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { changeOf, serverContents } from "../contents/server-contents.ts";
import type { TestedSystem } from "../system/tested-system.ts";

interface BadCase {
  readonly drawn: DrawnCase;
  /** Picks what is wrong with it. */
  readonly corruption: number;
}

/** What is sent instead of a payload, as text. */
interface Spoiled {
  readonly what: string;
  readonly text: string;
}

/** A record or request that is not what the diagram says is refused: a dead letter, or a 4xx; nothing is written. */
export const badInputOnServers: Search<SystemSubject> = forEveryInput(
  (subject): fc.Arbitrary<BadCase> =>
    fc.record({ drawn: arbitraryInput(subject), corruption: fc.nat(9_999) }),
  judge,
);

async function judge(system: TestedSystem, { drawn, corruption }: BadCase): Promise<Verdict> {
  const { subject, ground } = system;
  const state = system.begin(drawn.scenario);
  const input = nextInput(state, subject, drawn, []);
  const spoiled = input === undefined ? undefined : spoiledPayload(input, corruption);
  if (input === undefined || spoiled === undefined) return nothingToSay;
  await system.prepare(input);
  const before = await serverContents(system);
  const letters = ground.consumed.length;
  const answer = await sendSpoiled(system, input, spoiled);
  await system.settled();
  const written = state.monitor.trace.find((id) => writes(subject, id));
  state.course.end();
  const changed = changeOf(before, await serverContents(system));
  const { protocol } = subject;
  const step = input.entry.step;
  const said = (kind: "accepted-bad-input" | "wrote-bad-input", sentence: string): Violation => ({
    kind,
    step,
    sentence: `${mentionOf(protocol, step)} came with a payload that is not valid, and ${sentence}.`,
    expected: [],
    observed: clean(sentence, 60),
    provoked: `${spoiled.what}: ${clean(spoiled.text, 120)}`,
    disturbed: step,
  });
  if (changed !== undefined) return verdictOf(state, said("wrote-bad-input", clean(changed, 200)));
  if (written !== undefined)
    return verdictOf(state, said("wrote-bad-input", `${mentionOf(protocol, written)} happened`));
  const isRefused =
    answer === undefined
      ? ground.consumed.slice(letters).some(({ kind }) => kind === "dead-lettered" || kind === "skipped")
      : answer.status >= 400 && answer.status < 500;
  if (isRefused) return { ...verdictOf(state), violation: undefined };
  const how =
    answer === undefined
      ? "did not become a dead letter"
      : `was answered ${answer.status} ${showValue(answer.body, 2)}`;
  return verdictOf(state, said("accepted-bad-input", how));
}

function spoiledPayload({ entry, step, values }: SystemInput, corruption: number): Spoiled | undefined {
  if (entry.kind !== "kafka" && entry.kind !== "http") return undefined;
  // Paths, queries and headers are texts, and most texts are right.
  const index = step.args.findIndex((argument, at) => {
    const isBody = entry.kind === "kafka" || entry.parameters[at]?.in === "body";
    return isBody && schemaOf(argument) !== undefined;
  });
  const argument = step.args[index];
  const schema = argument && schemaOf(argument);
  if (schema === undefined) return undefined;
  const broken: readonly Spoiled[] = [
    { what: "no JSON", text: "{ not json" },
    { what: "half of it", text: JSON.stringify(values[index]).slice(0, -1) },
  ];
  const ways = corruptions(schema, values[index]).flatMap(({ what, value }): readonly Spoiled[] =>
    value === undefined ? [] : [{ what, text: JSON.stringify(value) }],
  );
  const all = [...broken, ...ways];
  return all[corruption % all.length];
}

async function sendSpoiled(
  { running, ground }: TestedSystem,
  input: SystemInput,
  { text }: Spoiled,
): Promise<SystemAnswer | undefined> {
  const { entry, values } = input;
  if (entry.kind === "http") return sendRequest({ ...requestOf(entry, values), body: text }, running);
  await sendRecord(entry, { ...recordOf(input), value: text }, ground.topics);
  return undefined;
}

/** Whether an arrow changes something at a resource. */
function writes({ protocol }: SystemSubject, id: string): boolean {
  const step = protocol.steps[id];
  return step?.kind === "call" && !step.readOnly && protocol.participants[step.to]?.role === "resource";
}
