import type { ArrowEvent, DiagramProtocol, SystemEntry, SystemEvent } from "seqwright-runtime";
import type { KafkaConsumerEvent } from "seqwright-runtime/kafka";
import { durationText, quote } from "seqwright-runtime/model";
import type { Terminal } from "../context/terminal.ts";

export interface LiveViewOptions {
  readonly protocol: DiagramProtocol;
  /** Where work comes in: what is counted from the start. */
  readonly entries: readonly SystemEntry[];
  /** An interactive one keeps a line with totals at the bottom; elsewhere, every line is printed once and stays. */
  readonly terminal: Pick<Terminal, "out" | "isInteractive">;
  /** Every arrow, not only those that come from outside. */
  readonly showArrows: boolean;
  readonly now?: () => Date;
}

/** Shows what a running system does, a line for each thing that happens. */
export interface LiveView {
  readonly onArrow: (event: ArrowEvent) => void;
  readonly onConsumerEvent: (event: KafkaConsumerEvent) => void;
  readonly onSystemEvent: (event: SystemEvent) => void;
  readonly totals: () => string;
  end(): void;
}

export function liveView(options: LiveViewOptions): LiveView {
  const lines = new CountedLines(options);
  return {
    totals: () => lines.totals(),
    onArrow: arrowTeller(options, lines),
    onConsumerEvent: (event) => tellOfMessage(event, lines),
    onSystemEvent: (event) => tellOfSystem(event, lines),
    end() {
      if (options.terminal.isInteractive) options.terminal.out("\n");
    },
  };
}

/** Prints lines, and counts what they tell. */
class CountedLines {
  readonly #terminal: LiveViewOptions["terminal"];
  readonly #now: () => Date;
  readonly #counts = new Map<string, number>();

  constructor({ entries, terminal, now = () => new Date() }: LiveViewOptions) {
    this.#terminal = terminal;
    this.#now = now;
    const messages = entries.filter(({ kind }) => kind === "kafka").length;
    if (messages > 0) for (const what of ["handled", "retried", "dead-lettered"]) this.#counts.set(what, 0);
    if (entries.length > messages) this.#counts.set("request", 0);
  }

  totals(): string {
    return [...this.#counts]
      .map(([what, count]) => `${count} ${count === 1 ? what : (plurals[what] ?? what)}`)
      .join(" · ");
  }

  line(kind: string, text: string, countsAs?: string): void {
    if (countsAs !== undefined) this.#counts.set(countsAs, (this.#counts.get(countsAs) ?? 0) + 1);
    const { isInteractive } = this.#terminal;
    const time = this.#now().toISOString().slice(11, 23);
    const clear = isInteractive ? "\r\u001B[2K" : "";
    this.#terminal.out(`${clear}${time}  ${kind.padEnd(13)} ${text}\n${isInteractive ? this.totals() : ""}`);
  }
}

function arrowTeller(
  { protocol, entries, showArrows }: LiveViewOptions,
  lines: CountedLines,
): LiveView["onArrow"] {
  const requests = new Set(entries.flatMap(({ kind, step }) => (kind === "kafka" ? [] : [step])));
  const label = (code: string): string => plain(protocol.participants[code]?.label ?? code);
  return ({ step, from, to, text, line, durationMs, outcome }) => {
    if (protocol.participants[from]?.role !== "initiator" && !showArrows) return;
    const hasReturned = outcome.kind === "returned";
    const where = line === undefined ? "" : `  (line ${line})`;
    const ended = hasReturned ? "" : `  ${outcome.error}: ${plain(outcome.message)}`;
    lines.line(
      hasReturned ? "arrow" : "arrow failed",
      `${label(from)} → ${label(to)}: ${plain(text)}${where}  ${durationMs.toFixed(1)} ms${ended}`,
      step !== undefined && requests.has(step) ? "request" : undefined,
    );
  };
}

function tellOfMessage(event: KafkaConsumerEvent, lines: CountedLines): void {
  switch (event.kind) {
    case "handled": {
      const tries = event.attempt > 1 ? `, at try ${event.attempt}` : "";
      return lines.line("handled", `${record(event)}${tries}`, "handled");
    }
    case "retry": {
      const again = `try ${event.attempt} failed, next in ${event.delayMs} ms`;
      return lines.line("retry", `${record(event)}, ${again}: ${reason(event.error)}`, "retried");
    }
    case "dead-lettered": {
      const to = `${plain(event.deadLetterTopic)} (${event.reason})`;
      return lines.line(
        "dead-lettered",
        `${record(event)} to ${to}: ${reason(event.error)}`,
        "dead-lettered",
      );
    }
    case "skipped":
      return lines.line("skipped", `${record(event)}, of another type`, "skipped");
    case "crashed":
    case "dead-letter-failed":
    case "trouble":
      return lines.line("trouble", `${attempted(event)}: ${reason(event.error)}`, "trouble");
    case "ack-overdue":
    case "progress-not-kept":
      return lines.line("waiting", waiting(event));
    case "ack-dropped":
    case "assigned":
    case "revoked":
    case "paused":
    case "resumed":
    case "committed":
    case "rebuilt":
      return;
  }
}

type MessageEvent<K extends KafkaConsumerEvent["kind"]> = KafkaConsumerEvent & { readonly kind: K };

function attempted(event: MessageEvent<"crashed" | "dead-letter-failed" | "trouble">): string {
  if (event.kind === "crashed") return "the consumer stopped and is rebuilt";
  return event.kind === "trouble" ? plain(event.attempted) : `${record(event)} could not be dead-lettered`;
}

function waiting(event: MessageEvent<"ack-overdue" | "progress-not-kept">): string {
  return event.kind === "ack-overdue"
    ? `${record(event)} for its acknowledgement, for ${Math.round(event.waitedMs / 1000)} s, as ${event.outstanding - 1} others of its partition`
    : `${event.records} records of ${plain(event.topic)}[${event.partition}] are handled again after a restart: too much is acknowledged out of order`;
}

function tellOfSystem(event: SystemEvent, lines: CountedLines): void {
  switch (event.kind) {
    case "scheduled": {
      const { component, method, everyMs } = event;
      return lines.line("scheduled", `${plain(component)}.${plain(method)} every ${durationText(everyMs)}`);
    }
    case "listening":
      return lines.line("listening", `to ${plain(event.topic)}, as group ${plain(event.groupId)}`);
    case "serving":
      return lines.line("serving", event.url);
    case "migrated":
      return lines.line("migrated", event.names.map(plain).join(", "));
    case "skipped":
      return lines.line("skipped", `an event of topic ${plain(event.topic)}, of another type`, "skipped");
    case "duplicate": {
      const what = `${plain(event.id)} of ${plain(event.topic)}`;
      return lines.line("duplicate", `${what}: dealt with before`, "duplicate");
    }
    case "trouble":
      return lines.line("trouble", `${plain(event.attempted)}: ${reason(event.error)}`, "trouble");
    case "workflow":
      return tellOfWorkflow(event.event, lines);
  }
}

function tellOfWorkflow(event: (SystemEvent & { kind: "workflow" })["event"], lines: CountedLines): void {
  const id = plain(event.id);
  switch (event.kind) {
    case "done":
      return lines.line("workflow done", id, "workflow done");
    case "failed":
      return lines.line("workflow failed", `${id}: ${reason(event.error)}`, "workflow failed");
    case "resumed":
      return lines.line("workflow resumed", id, "workflow resumed");
    case "step failed": {
      const { afterMs } = event;
      const again = afterMs === undefined ? "" : `, again in ${Math.round(afterMs)} ms`;
      const text = `${event.step} of ${id}: ${reason(event.error)}${again}`;
      return lines.line("step failed", text, afterMs === undefined ? undefined : "step retried");
    }
    case "started":
    case "released":
    case "lost":
    case "waiting":
    case "step finished":
      return;
  }
}

/** Counts that are nouns; the others are what has been done with messages. */
const plurals: Readonly<Record<string, string>> = {
  request: "requests",
  duplicate: "duplicates",
  trouble: "troubles",
  "workflow done": "workflows done",
  "workflow failed": "workflows failed",
  "workflow resumed": "workflows resumed",
  "step retried": "steps retried",
};

function record(event: {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}): string {
  return `${plain(event.topic)}[${event.partition}]@${event.offset}`;
}

function reason(error: unknown): string {
  return plain(error instanceof Error ? error.message : String(error));
}

/** What comes from outside must not steer the terminal. */
function plain(text: string): string {
  return quote(text, 200).replace(/^"|"$/g, "").replaceAll('\\"', '"');
}
