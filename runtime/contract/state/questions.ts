import type { FragmentId } from "../../model/steps.ts";
import { deepEqual } from "../values/deep-equal.ts";

/** A decision method was asked, and answered by itself. */
export interface Question {
  readonly component: string;
  readonly method: string;
  readonly fragment: FragmentId;
  readonly branch: number;
  /** Yes or no, or how many items there were. */
  readonly answer: boolean | number;
  /** It has asked others, or looked at what it was given. */
  readonly looked: boolean;
  /** What it has answered, where that is items. */
  readonly items?: readonly unknown[];
  /** What others have let it find, where it has asked them once. */
  readonly found?: readonly unknown[] | undefined;
}

/** Others have let a component find these items, when it asked this of them. */
export interface Find {
  readonly to: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly items: readonly unknown[];
}

/** What components have asked their decision methods in a run. */
export class Questions {
  /** How often a test has answered in their place. */
  asked = 0;
  readonly #all: Question[] = [];
  readonly #finds: Find[] = [];
  readonly #lacking = new Set<string>();
  readonly #refused = new Map<string, Error>();

  get all(): readonly Question[] {
    return this.#all;
  }

  /** The component has no such method. */
  noteLacking(component: string, method: string): void {
    this.#lacking.add(`${component}.${method}`);
  }

  isLacking(component: string, method: string): boolean {
    return this.#lacking.has(`${component}.${method}`);
  }

  /** It threw an error of its own: it may need something that this test does not give it. */
  noteRefusal(component: string, method: string, error: Error): void {
    this.#refused.set(`${component}.${method}`, error);
  }

  refusalOf(component: string, method: string): Error | undefined {
    return this.#refused.get(`${component}.${method}`);
  }

  noteFound(find: Find): void {
    this.#finds.push(find);
  }

  /** How often something was found. */
  get finds(): number {
    return this.#finds.length;
  }

  /** What was found since it had been so this often; undefined where different things were asked for it. */
  foundSince(finds: number): readonly unknown[] | undefined {
    const [first, ...others] = this.#finds.slice(finds);
    return others.every((find) => deepEqual(find, first)) ? first?.items : undefined;
  }

  note(question: Question): void {
    this.#all.push(question);
  }
}
