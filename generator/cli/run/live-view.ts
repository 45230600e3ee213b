import type { ArrowEvent, DiagramProtocol, SystemEntry, SystemEvent } from "seqwright-runtime";
import type { KafkaConsumerEvent } from "seqwright-runtime/kafka";
import { quote } from "seqwright-runtime/model";
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

export function liveView({
  protocol,
  entries,
  terminal,
  showArrows,
  now = () => new Date(),
}: LiveViewOptions): LiveView {
  const counts = new Map<string, number>();
  const requests = new Set(entries.flatMap((entry) => (entry.kind === "kafka" ? [] : [entry.step])));
  if (entries.some(({ kind }) => kind === "kafka"))
    for (const what of ["handled", "retried", "dead-lettered"]) counts.set(what, 0);
  if (requests.size > 0) counts.set("request", 0);

  const totals = (): string =>
    [...counts]
      .map(([what, count]) => `${count} ${count === 1 ? what : (plurals[what] ?? what)}`)
      .join(" · ");

  const line = (kind: string, text: string, countsAs?: string): void => {
    if (countsAs !== undefined) counts.set(countsAs, (counts.get(countsAs) ?? 0) + 1);
    const time = now().toISOString().slice(11, 23);
    const clear = terminal.isInteractive ? "\r\u001B[2K" : "";
    terminal.out(`${clear}${time}  ${kind.padEnd(13)} ${text}\n${terminal.isInteractive ? totals() : ""}`);
  };

  const label = (code: string): string => protocol.participants[code]?.label ?? code;

  return {
    totals,
    onArrow({ step, from, to, text, line: at, durationMs, outcome }) {
      const fromOutside = protocol.participants[from]?.role === "initiator";
      if (!fromOutside && !showArrows) return;
      const took = `${durationMs.toFixed(1)} ms`;
      const ended = outcome.kind === "returned" ? "" : `  ${outcome.error}: ${plain(outcome.message)}`;
      const where = at === undefined ? "" : `  (line ${at})`;
      line(
        outcome.kind === "returned" ? "arrow" : "arrow failed",
        `${plain(label(from))} → ${plain(label(to))}: ${plain(text)}${where}  ${took}${ended}`,
        step !== undefined && requests.has(step) ? "request" : undefined,
      );
    },
    onConsumerEvent(event) {
      switch (event.kind) {
        case "handled":
          return line(
            "handled",
            `${record(event)}${event.attempt > 1 ? `, at try ${event.attempt}` : ""}`,
            "handled",
          );
        case "retry":
          return line(
            "retry",
            `${record(event)}, try ${event.attempt} failed, next in ${event.delayMs} ms: ${reason(event.error)}`,
            "retried",
          );
        case "dead-lettered":
          return line(
            "dead-lettered",
            `${record(event)} to ${plain(event.deadLetterTopic)} (${event.reason}): ${reason(event.error)}`,
            "dead-lettered",
          );
        case "skipped":
          return line("skipped", `${record(event)}, of another type`, "skipped");
        case "crashed":
          return line("trouble", `the consumer stopped and is rebuilt: ${reason(event.error)}`, "trouble");
        case "dead-letter-failed":
          return line(
            "trouble",
            `${record(event)} could not be dead-lettered: ${reason(event.error)}`,
            "trouble",
          );
        case "trouble":
          return line("trouble", `${plain(event.attempted)}: ${reason(event.error)}`, "trouble");
        case "ack-overdue":
          return line(
            "waiting",
            `${record(event)} for its acknowledgement, for ${Math.round(event.waitedMs / 1000)} s, as ${event.outstanding - 1} others of its partition`,
          );
        case "progress-not-kept":
          return line(
            "waiting",
            `${event.records} records of ${plain(event.topic)}[${event.partition}] are handled again after a restart: too much is acknowledged out of order`,
          );
        case "ack-dropped":
        case "assigned":
        case "revoked":
        case "paused":
        case "resumed":
        case "committed":
        case "rebuilt":
          return;
      }
    },
    onSystemEvent(event) {
      switch (event.kind) {
        case "listening":
          return line("listening", `to ${plain(event.topic)}, as group ${plain(event.groupId)}`);
        case "serving":
          return line("serving", event.url);
        case "migrated":
          return line("migrated", event.names.map(plain).join(", "));
        case "duplicate":
          return line(
            "duplicate",
            `${plain(event.id)} of ${plain(event.topic)}: dealt with before`,
            "duplicate",
          );
        case "trouble":
          return line("trouble", `${plain(event.attempted)}: ${reason(event.error)}`, "trouble");
        case "workflow":
          return workflow(event.event);
      }
    },
    end() {
      if (terminal.isInteractive) terminal.out("\n");
    },
  };

  function workflow(event: (SystemEvent & { kind: "workflow" })["event"]): void {
    const id = plain(event.id);
    switch (event.kind) {
      case "done":
        return line("workflow done", id, "workflow done");
      case "failed":
        return line("workflow failed", `${id}: ${reason(event.error)}`, "workflow failed");
      case "resumed":
        return line("workflow resumed", id, "workflow resumed");
      case "step failed":
        return line(
          "step failed",
          `${event.step} of ${id}: ${reason(event.error)}${event.afterMs === undefined ? "" : `, again in ${Math.round(event.afterMs)} ms`}`,
          event.afterMs === undefined ? undefined : "step retried",
        );
      case "started":
      case "released":
      case "lost":
      case "waiting":
      case "step finished":
        return;
    }
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
