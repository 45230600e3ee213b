import { numberedNames } from "./names.ts";
import type { DrawnCase, SystemInput } from "../system/draw-input.ts";
import { RunWatcher } from "../system/run-watcher.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import { callRules } from "../system/call-rules.ts";
import { watchedRun } from "../system/watched-run.ts";
import type { WatchedRun } from "../state/run-state.ts";
import type { Reading } from "../monitor/reading.ts";
import type { Arrow } from "../../trace/arrow-event.ts";

/** What was sent of a case, in this order. */
export interface SentInput {
  readonly input: SystemInput;
  /** How often; what comes again is to be dropped. */
  times: number;
}

/** A call of durable work that may be made once more: its process died before it could write down what it came to. */
export interface Repeatable {
  readonly arrow: Arrow;
  readonly args: readonly unknown[];
  readonly before: readonly Reading[];
}

interface CaseOptions {
  readonly drawn: DrawnCase;
  readonly template: number;
  readonly key: string | undefined;
  readonly partition: number | undefined;
}

/** One run of the diagram under attack, from its first input to its end, by however many processes. */
export class CaseRun {
  readonly drawn: DrawnCase;
  /** Which of the drawn cases it is; several may be the same one, with other names. */
  readonly template: number;
  readonly state: WatchedRun;
  readonly watcher: RunWatcher;
  readonly sent: SentInput[] = [];
  /** When its processes died, in ms. */
  readonly deaths: number[] = [];
  /** The record key that its events come with, where another case has it, too. */
  readonly key: string | undefined;
  /** Where it is sent to; otherwise its key says so. */
  readonly partition: number | undefined;
  /** The latest answered call of durable work in the process that is at it. */
  latest: Repeatable | undefined;
  /** After a death: what may be made once more. */
  mayRepeat: Repeatable | undefined;
  /** All that it led to is over. */
  isDone = false;
  /** It was dealt with again after it was done. */
  repeats = 0;
  /** An error that no test made and the diagram does not draw: from then on, only what it left behind is judged. */
  hasMetFailure = false;
  /** When it was begun, as a number that counts what is begun. */
  began: number | undefined;
  /** How often something was asked over HTTP, and how often one had to try. */
  requests = 0;
  tries = 0;
  /** What was asked over HTTP was never answered well, because something was hurt: then nothing is promised. */
  isUnanswered = false;
  /** Its end is a dead letter. */
  isDeadLetter = false;

  constructor(subject: SystemSubject, { drawn, template, key, partition }: CaseOptions) {
    this.drawn = drawn;
    this.template = template;
    this.key = key;
    this.partition = partition;
    this.state = watchedRun(subject, drawn.scenario);
    this.watcher = new RunWatcher({
      ...callRules(subject),
      before: () => undefined,
      lacking: () => undefined,
    });
    this.watcher.follow(this.state, { strikes: this.deaths, strike: () => undefined });
  }

  /** The names in its inputs that nothing else has, by where they stand. */
  get names(): ReadonlyMap<string, string> {
    return numberedNames(this.sent.map(({ input }) => input));
  }
}
