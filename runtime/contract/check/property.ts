import type { PropertyName } from "../../model/property-name.ts";
import type { Level } from "../report/level.ts";
import type { Remark } from "../report/remark.ts";
import type { Verdict } from "../report/verdict.ts";
import type { Unfilled } from "../report/violation.ts";
import type { Cast, Subject } from "../state/subject.ts";
import type { SystemSubject } from "../system/system-subject.ts";
import type { Settings } from "./settings.ts";

/** Something that a diagram promises, and how a component is held to it. Each is a file of `properties/`. */
export interface Property {
  readonly name: PropertyName;
  /** Its name in headings and at the start of test titles. */
  readonly title: string;
  /** What it promises of these components; undefined where the diagram asks for no such thing. */
  readonly promise: (cast: Cast) => Promised | undefined;
  /** What it promises of the running system, where that is something else. */
  readonly promiseOnServers?: (cast: Cast) => Promised | undefined;
  /** How it is proved, by level: it can be proved at the levels that are there. */
  readonly proof: { readonly [At in Level]?: Search<SubjectAt[At]> };
}

/** What is tried at each level. */
export interface SubjectAt {
  readonly protocol: Subject;
  readonly system: SystemSubject;
}

export interface Promised {
  /** For a test title, after the property's own. */
  readonly words: string;
  /** The line of the diagram that asks for it. */
  readonly line: number;
  /** All lines that do, where there are several. */
  readonly lines?: readonly number[];
}

/** Looks for a case in which the property does not hold. */
export type Search<Of = Subject> = (subject: Of, settings: Settings) => Promise<Finding>;

export interface Finding {
  /** The smallest case in which it does not hold. */
  readonly counterexample?: Counterexample | undefined;
  /** How many cases were tried. */
  readonly tried?: number;
  /** Stubs that were met on the way: no violations, but work that has not been done yet. */
  readonly unfilled: readonly Unfilled[];
  /** The line of the arrow that all cases should have crossed, and none did. */
  readonly uncrossed?: number | undefined;
  /** Time ran out before all cases were tried: that proves nothing. */
  readonly cut?: { readonly tried: number; readonly of: number } | undefined;
  /** What was not proved, although nothing was wrong. */
  readonly remarks?: readonly Remark[];
}

export interface Counterexample {
  readonly verdict: Verdict;
  /** Where among the drawn cases it is, to see it again. */
  readonly path?: string | undefined;
  /** It was found in an earlier run of the tests, and kept: with this seed. */
  readonly keptFrom?: number;
}
