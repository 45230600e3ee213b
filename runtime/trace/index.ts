export type { Arrow, ArrowEvent, ArrowOutcome } from "./arrow-event.ts";
export { allObservers, type ArrowObserver } from "./arrow-observer.ts";
export { payloadDigest } from "./payload-digest.ts";
export { traceRecorder, type TraceRecorder, type TraceRecorderOptions } from "./trace-recorder.ts";
export { inRun, traced, type TracedOptions } from "./traced.ts";
