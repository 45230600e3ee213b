import fc from "fast-check";

/**
 * Every run draws the same cases, so that a red build is red again on the next machine.
 * `SEQWRIGHT_SEED=<number>` replays another seed; `SEQWRIGHT_SEED=random` goes looking for new counterexamples.
 */
const seed = process.env["SEQWRIGHT_SEED"];
if (seed !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed ?? 1042) });

// Vitest tells its workers to colour (FORCE_COLOR) where its own terminal has colours. Programs that a test starts print plain text.
delete process.env["FORCE_COLOR"];
process.env["NO_COLOR"] = "1";
