import type { Arrow } from "../../trace/arrow-event.ts";
import type { ArrowObserver } from "../../trace/arrow-observer.ts";
import { currentRun } from "../../trace/traced.ts";
import type { ComponentHooks } from "../system/instrumented.ts";
import { cloneable } from "./cloneable.ts";
import { toldError } from "./told-error.ts";
import type { WorkerMessage } from "./worker-message.ts";

/** Tells of every call and answer, and of what components do by themselves, while it happens. */
export class ArrowTeller implements ArrowObserver, ComponentHooks {
  readonly #tell: (message: WorkerMessage) => void;
  #begun = 0;

  constructor(tell: (message: WorkerMessage) => void) {
    this.#tell = tell;
  }

  observe<T>(arrow: Arrow, proceed: () => Promise<T>, args: readonly unknown[]): Promise<T> {
    const id = this.#next();
    this.#tell({ kind: "call", id, arrow, args: args.map((arg) => cloneable(arg)) });
    return this.#until(id, proceed);
  }

  onSelfCall(component: string, method: string, args: readonly unknown[]): void {
    const told = args.map((arg) => cloneable(arg));
    this.#tell({ kind: "self", component, run: currentRun(), method, args: told });
  }

  onTask(): void {
    this.#tell({ kind: "wanted", run: currentRun() });
  }

  aroundTask(component: string, name: string, work: () => Promise<void>): Promise<void> {
    const id = this.#next();
    this.#tell({ kind: "task", id, component, run: currentRun(), name });
    return this.#until(id, work);
  }

  #next(): number {
    this.#begun += 1;
    return this.#begun;
  }

  async #until<T>(id: number, work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      this.#tell({ kind: "over", id, result: "returned", value: cloneable(value) });
      return value;
    } catch (error) {
      this.#tell({ kind: "over", id, result: "threw", error: toldError(error) });
      throw error;
    }
  }
}
