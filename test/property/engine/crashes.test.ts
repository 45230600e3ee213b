import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { pgliteDatabase } from "../../../runtime/adapters/pglite.ts";
import { workflowEngine, workflowTables } from "../../../runtime/engine/index.ts";
import { FatalError, RetryableError } from "../../../runtime/errors/errors.ts";
import { migrate } from "../../../runtime/sql/migrate.ts";
import { sql } from "../../../runtime/sql/sql.ts";
import { mortal } from "../../support/workflow/crashing-database.ts";

interface PlannedStep {
  readonly kind: "database" | "outside";
  /** How often it fails before it succeeds. */
  readonly failures: number;
}

interface Plan {
  /** Steps of one inner list are taken side by side by so many branches, one after the other in each. */
  readonly parts: readonly (readonly PlannedStep[][])[];
  readonly fatalAt: number | undefined;
  /** Each life of the process ends at this point; the one after the last does not. */
  readonly deaths: readonly number[];
}

const step: fc.Arbitrary<PlannedStep> = fc.record({
  kind: fc.constantFrom("database", "outside"),
  failures: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
});

const plan = (branchesMax: number): fc.Arbitrary<Plan> =>
  fc.record({
    parts: fc.array(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: branchesMax }),
      { minLength: 1, maxLength: 3 },
    ),
    fatalAt: fc.option(fc.nat(12), { nil: undefined, freq: 3 }),
    deaths: fc.array(fc.nat(40), { maxLength: 5 }),
  });

const database = pgliteDatabase();
const prepared = (async () => {
  await migrate(database, workflowTables);
  await database.query(
    sql`CREATE TABLE effect (number bigint GENERATED ALWAYS AS IDENTITY, workflow text, step integer)`,
  );
})();
afterAll(() => database[Symbol.asyncDispose]());

let workflows = 0;

/** Carries a plan out through all of its deaths, and tells what happened. */
async function carryOut({ parts, fatalAt, deaths }: Plan) {
  await prepared;
  const id = `workflow-${workflows++}`;
  const numbered = number(parts);
  const tries = new Map<number, number>();
  const triesByLife: { life: number; step: number; succeeded: boolean }[] = [];
  const acks = { count: 0 };
  let state = "none";

  for (let life = 0; life <= deaths.length && !(isOver(state) && acks.count > 0); life += 1) {
    const { db, pass, died } = mortal(database, deaths[life] ?? Number.POSITIVE_INFINITY);
    const attempt = (step: number, { failures }: PlannedStep): void => {
      const made = (tries.get(step) ?? 0) + 1;
      tries.set(step, made);
      triesByLife.push({ life, step, succeeded: step !== fatalAt && made > failures });
      if (step === fatalAt) throw new FatalError(`step ${step} is impossible`);
      if (made <= failures) throw new RetryableError(`step ${step} failed`);
    };
    let over: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (over = resolve));
    const engine = workflowEngine({
      db,
      clock: { sleep: async () => undefined },
      retry: { retriesMax: 3 },
      pauseInPlaceMaxMs: Number.POSITIVE_INFINITY,
      crashesMax: 100,
      observe: ({ kind }) => (kind === "done" || kind === "failed" ? over() : undefined),
    });
    const { inside, outside } = engine.durable(
      {
        inside: {
          async take(step: number, planned: PlannedStep): Promise<number> {
            await db.query(sql`INSERT INTO effect (workflow, step) VALUES (${id}, ${step})`);
            attempt(step, planned);
            return step;
          },
        },
        outside: {
          async take(step: number, planned: PlannedStep): Promise<number> {
            await pass();
            attempt(step, planned);
            await pass();
            return step;
          },
        },
      },
      { transactional: ["inside"] },
    );
    const workflow = engine.workflow<null>("plan", async (_, ack) => {
      await inside.take(-1, { kind: "database", failures: 0 });
      engine.background.run("plan", async () => {
        for (const part of numbered)
          await Promise.all(
            part.map(async (branch) => {
              for (const [step, planned] of branch)
                expect(await (planned.kind === "database" ? inside : outside).take(step, planned)).toBe(step);
            }),
          );
        await ack.acknowledge();
      });
    });

    await database.query(
      sql`UPDATE seqwright_workflow SET lease_until = clock_timestamp() WHERE state = 'running'`,
    );
    const begun = workflow.start(id, null, { acknowledge: async () => void (acks.count += 1) });
    const alive = Promise.race([died.then(() => false), begun.then(() => true)]);
    if (await alive) {
      engine.resume();
      if (!isOver(await stateOf(id))) await Promise.race([died, ended]);
      // A dead process cannot be disposed of: it waits for ever.
      await Promise.race([died, engine.stop()]);
    }
    state = await stateOf(id);
  }
  const { rows } = await database.query<{ readonly step: number }>(
    sql`SELECT step FROM effect WHERE workflow = ${id} ORDER BY number`,
  );
  return {
    state,
    effects: rows.map(({ step }) => step),
    triesByLife,
    tries,
    acknowledged: acks.count,
    numbered,
  };
}

async function stateOf(id: string): Promise<string> {
  const { rows } = await database.query<{ readonly state: string }>(
    sql`SELECT state FROM seqwright_workflow WHERE id = ${id}`,
  );
  return rows[0]?.state ?? "none";
}

function isOver(state: string): boolean {
  return state === "done" || state === "failed";
}

function number(parts: Plan["parts"]): readonly (readonly (readonly (readonly [number, PlannedStep])[])[])[] {
  let next = 0;
  return parts.map((part) => part.map((branch) => branch.map((planned) => [next++, planned] as const)));
}

const runs = { numRuns: 100 };

test("whatever crashes and fails, each step's effect happens once and in order, and the workflow ends", async () => {
  await fc.assert(
    fc.asyncProperty(plan(1), async (planned) => {
      const { state, effects, triesByLife, tries, acknowledged, numbered } = await carryOut(planned);
      const steps = numbered.flat(2);
      const fatal = steps.find(([step]) => step === planned.fatalAt)?.[0];
      const reached = steps.filter(([step]) => fatal === undefined || step < fatal);

      expect(state).toBe(fatal === undefined ? "done" : "failed");
      expect(acknowledged).toBeGreaterThan(0);
      const inDatabase = reached.filter(([, { kind }]) => kind === "database").map(([step]) => step);
      expect(effects).toEqual([-1, ...inDatabase]);
      // No step is tried once a later one was: what was finished is answered from the journal.
      const order = triesByLife.map(({ step }) => step).filter((step) => step >= 0);
      expect(order).toEqual([...order].sort((left, right) => left - right));
      for (const [step, { failures }] of reached) {
        const made = tries.get(step) ?? 0;
        expect(made).toBeGreaterThan(failures);
        expect(made).toBeLessThanOrEqual(failures + 1 + planned.deaths.length);
      }
    }),
    runs,
  );
});

test("steps that are taken side by side are replayed as they first went, and each effect happens once", async () => {
  await fc.assert(
    fc.asyncProperty(plan(3), async (planned) => {
      const { state, effects, numbered } = await carryOut({ ...planned, fatalAt: undefined });
      expect(state).toBe("done");
      const inDatabase = numbered.flat(2).flatMap(([step, { kind }]) => (kind === "database" ? [step] : []));
      expect(effects.toSorted((left, right) => left - right)).toEqual([-1, ...inDatabase]);
    }),
    runs,
  );
});
