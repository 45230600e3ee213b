import type { Scenario } from "../draw/scenario.ts";
import { Monitor } from "../monitor/monitor.ts";
import { Activities } from "../state/activities.ts";
import { Course } from "../state/course.ts";
import { Disturbance } from "../state/disturbance.ts";
import type { WatchedRun } from "../state/run-state.ts";
import { UsedValues } from "../state/used-values.ts";
import type { SystemSubject } from "./system-subject.ts";

/** A run of the diagram in which nothing has happened yet. */
export function watchedRun(subject: SystemSubject, scenario: Scenario): WatchedRun {
  return {
    subject,
    scenario,
    course: new Course(),
    monitor: new Monitor(subject.protocol, subject.real),
    activities: new Activities(),
    disturbance: new Disturbance({ kind: "as-drawn" }),
    used: new UsedValues(),
  };
}
