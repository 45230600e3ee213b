import { expect, test } from "vitest";
import { FatalError, together, UndoError, UndoStack, z } from "../../../runtime/index.ts";
import { caught, NotImplementedError } from "../../../runtime/index.ts";
import { NoCar, protocolWith, type Given } from "./diagrams/trips.ts";
import { verdicts, withRuns } from "./diagrams/verdicts.ts";

const noted = protocolWith(false);

type Book = (given: Given, id: string) => Promise<void>;

async function found(book: Book, protocol = noted): ReturnType<typeof verdicts> {
  const Trip = (given: Given) => ({ book: async (id: string) => book(given, z.string().parse(id)) });
  return withRuns(40, () => verdicts(protocol, { Trip }, "Trip"));
}

const asGenerated: Book = async ({ flights, hotels, cars }, id) => {
  const undo = new UndoStack();
  try {
    await flights.bookFlight(id);
    undo.add("bookFlight", async () => flights.cancelFlight(id));
    const booking = await hotels.bookHotel(id);
    undo.add("bookHotel", async () => hotels.cancelHotel(booking));
    const failure = await cars.bookCar(id).catch(caught(NoCar));
    if (failure instanceof NoCar) {
      undo.drop("bookHotel");
      await hotels.cancelHotel(booking);
      undo.drop("bookFlight");
      await flights.cancelFlight(id);
    }
  } catch (error) {
    throw await undo.undoneAfter(error);
  }
};

const tryForEach: Book = async ({ flights, hotels, cars }, id) => {
  await flights.bookFlight(id);
  try {
    const booking = await hotels.bookHotel(id);
    try {
      await cars.bookCar(id);
    } catch (error) {
      await hotels.cancelHotel(booking);
      throw error;
    }
  } catch (error) {
    await flights.cancelFlight(id);
    if (!(error instanceof NoCar)) throw error;
  }
};

const ownStack: Book = async ({ flights, hotels, cars }, id) => {
  const undos: (() => Promise<void>)[] = [];
  try {
    await flights.bookFlight(id);
    undos.unshift(async () => flights.cancelFlight(id));
    const booking = await hotels.bookHotel(id);
    undos.unshift(async () => hotels.cancelHotel(booking));
    await cars.bookCar(id);
  } catch (error) {
    for (const undo of undos) await undo();
    if (!(error instanceof NoCar)) throw error;
  }
};

const finallyUnlessDone: Book = async ({ flights, hotels, cars }, id) => {
  let booking: string | undefined;
  let isFlown = false;
  let isDone = false;
  try {
    await flights.bookFlight(id);
    isFlown = true;
    booking = await hotels.bookHotel(id);
    await cars.bookCar(id);
    isDone = true;
  } catch (error) {
    if (!(error instanceof NoCar)) throw error;
  } finally {
    if (!isDone && booking !== undefined) await hotels.cancelHotel(booking);
    if (!isDone && isFlown) await flights.cancelFlight(id);
  }
};

const disposed: Book = async ({ flights, hotels, cars }, id) => {
  await using stack = new AsyncDisposableStack();
  await flights.bookFlight(id);
  stack.defer(async () => flights.cancelFlight(id));
  const booking = await hotels.bookHotel(id);
  stack.defer(async () => hotels.cancelHotel(booking));
  const failure = await cars.bookCar(id).catch(caught(NoCar));
  if (!(failure instanceof NoCar)) stack.move();
};

const wrapped: Book = async (given, id) => {
  try {
    await tryForEach(given, id);
  } catch (error) {
    throw new FatalError("the trip is off", { cause: error });
  }
};

test.each<[string, Book]>([
  ["as generated code does", asGenerated],
  ["with a try for each step", tryForEach],
  ["with a stack of its own", ownStack],
  ["in a finally, with flags", finallyUnlessDone],
  ["with an AsyncDisposableStack", disposed],
])("what was done is undone when the work fails: %s", async (_, book) => {
  expect(await found(book)).toEqual({});
});

test("an error that carries the first one as its cause passes it on", async () => {
  expect((await found(wrapped))["compensation"]).toBeUndefined();
});

/** A handler that undoes with these, after whatever fails. */
const undoing =
  (
    undo: (given: Given, done: { id: string; booking: string | undefined; error: unknown }) => Promise<void>,
  ): Book =>
  async (given, id) => {
    let isFlown = false;
    let booking: string | undefined;
    try {
      await given.flights.bookFlight(id);
      isFlown = true;
      booking = await given.hotels.bookHotel(id);
      await given.cars.bookCar(id);
    } catch (error) {
      if (error instanceof NoCar) {
        await given.hotels.cancelHotel(booking ?? "");
        await given.flights.cancelFlight(id);
      } else {
        if (isFlown) await undo(given, { id, booking, error });
        throw error;
      }
    }
  };

test.each<[string, Book, RegExp]>([
  [
    "one inverse is forgotten",
    undoing(async ({ flights }, { id }) => flights.cancelFlight(id)),
    /line 10 \(bookHotel\(id\)\) had been done, and was not undone by line 18|was called to undo what was done before line 10/,
  ],
  [
    "the first inverse is forgotten",
    undoing(async ({ hotels }, { booking }) => {
      if (booking !== undefined) await hotels.cancelHotel(booking);
    }),
    /line 8 \(bookFlight\(id\)\) had been done, and was not undone by line 19/,
  ],
  ["nothing is undone", undoing(async () => {}), /had been done, and was not undone by/],
  [
    "it undoes in the order of doing",
    undoing(async ({ flights, hotels }, { id, booking }) => {
      await flights.cancelFlight(id);
      if (booking !== undefined) await hotels.cancelHotel(booking);
    }),
    /line 19 \(cancelFlight\(id\)\) was called to undo what was done before line 10 \(bookHotel\(id\)\), which was done after it, is undone/,
  ],
  [
    "it undoes what was not done",
    undoing(async ({ flights, hotels }, { id, booking }) => {
      await hotels.cancelHotel(booking ?? "");
      await flights.cancelFlight(id);
    }),
    /line 18 \(cancelHotel\(booking\)\) was called to undo what was done, but nothing of it had been done/,
  ],
  [
    "it undoes twice",
    undoing(async ({ flights, hotels }, { id, booking }) => {
      if (booking !== undefined) await hotels.cancelHotel(booking);
      await flights.cancelFlight(id);
      await flights.cancelFlight(id);
    }),
    /line 19 \(cancelFlight\(id\)\) was called to undo what was done, but that has been undone already/,
  ],
  [
    "it undoes with the wrong id",
    undoing(async ({ flights, hotels }, { id, booking }) => {
      if (booking !== undefined) await hotels.cancelHotel(id);
      await flights.cancelFlight(id);
    }),
    /line 18 \(cancelHotel\(booking\)\) was called to undo what was done, with another booking than that/,
  ],
])("only the property compensation catches it: %s", async (_, book, because) => {
  const { compensation, ...others } = await found(book);
  expect(compensation).toMatch(because);
  expect(compensation).toMatch(/promised line 22 \(보상: /);
  expect(Object.keys(others)).toEqual([]);
});

test("who undoes and then swallows the error is caught, too", async () => {
  const { compensation } = await found(async (given, id) => tryForEach(given, id).catch(() => undefined));
  expect(compensation).toMatch(/failed with .*, but book\(\) went well/);
});

/** As it is drawn, and nothing beyond: `undo` is what happens in the branch "no car". */
const literally =
  (undo: (given: Given, id: string, booking: string) => Promise<void>): Book =>
  async (given, id) => {
    await given.flights.bookFlight(id);
    const booking = await given.hotels.bookHotel(id);
    const failure = await given.cars.bookCar(id).catch(caught(NoCar));
    if (failure instanceof NoCar) await undo(given, id, booking);
  };

test.each<[string, Book]>([
  [
    "nothing beyond it",
    literally(async ({ flights, hotels }, id, booking) => {
      await hotels.cancelHotel(booking);
      await flights.cancelFlight(id);
    }),
  ],
  ["also when something else fails", tryForEach],
])("a branch that draws the undoing asks for it there: %s", async (_, book) => {
  expect(await found(book, protocolWith(true))).toEqual({});
});

test.each<[string, Book, RegExp]>([
  [
    "one inverse is forgotten",
    literally(async ({ hotels }, _, booking) => hotels.cancelHotel(booking)),
    /expected next line 19|line 19/,
  ],
  [
    "it undoes in the order of doing",
    literally(async ({ flights, hotels }, id, booking) => {
      await flights.cancelFlight(id);
      await hotels.cancelHotel(booking);
    }),
    /line 19 \(cancelFlight\(id\)\) was called although line 18/,
  ],
  [
    "it undoes with the wrong id",
    literally(async ({ flights, hotels }, id) => {
      await hotels.cancelHotel(id);
      await flights.cancelFlight(id);
    }),
    /line 18 \(cancelHotel\(booking\)\) was called with another booking/,
  ],
  [
    "it undoes twice",
    literally(async ({ flights, hotels }, id, booking) => {
      await hotels.cancelHotel(booking);
      await flights.cancelFlight(id);
      await flights.cancelFlight(id);
    }),
    /line 19 \(cancelFlight\(id\)\) was called again/,
  ],
  [
    "after another error, it undoes what was not done",
    async (given, id) =>
      tryForEach(given, id).catch(async (error: unknown) => {
        await given.flights.cancelFlight(id);
        throw error;
      }),
    /was called to undo what was done, but (?:nothing of it had been done|that has been undone already)/,
  ],
])("the property compensation sees how a branch undoes: %s", async (_, book, because) => {
  const { compensation } = await found(book, protocolWith(true));
  expect(compensation).toMatch(because);
});

test("what undoes nothing has nothing to throw", async () => {
  const undo = new UndoStack();
  const error = new Error("no room");
  expect(await undo.undoneAfter(error)).toBe(error);
  const stub = new NotImplementedError("Trip.book");
  undo.add("bookFlight", () => Promise.reject(new Error("never called")));
  expect(await undo.undoneAfter(stub)).toBe(stub);
});

test("where something cannot be undone, the rest is, and the error names what is left", async () => {
  const undone: string[] = [];
  const undo = new UndoStack();
  undo.add("bookFlight", async () => Promise.resolve(void undone.push("flight")));
  undo.add("bookHotel", () => Promise.reject(new Error("hotel is away")));
  undo.add("bookCar", async () => Promise.resolve(void undone.push("car")));
  const cause = new Error("no guide");
  const error = await undo.undoneAfter(cause);
  expect(undone).toEqual(["car", "flight"]);
  expect(error).toBeInstanceOf(UndoError);
  expect(error).toMatchObject({
    cause,
    left: ["bookHotel"],
    message: "could not be undone: bookHotel (hotel is away)",
  });
  expect(await undo.undoneAfter(cause)).toBe(cause);
});

test("who waits for several things is told of an error when all are over", async () => {
  const late = Promise.withResolvers<string>();
  const seen: string[] = [];
  const works = together([Promise.reject(new Error("first")), late.promise.then((text) => seen.push(text))]);
  late.resolve("late");
  await expect(works).rejects.toThrow("first");
  expect(seen).toEqual(["late"]);
  expect(await together([Promise.resolve(1), Promise.resolve("a")])).toEqual([1, "a"]);
});
