import { type Given, NoCar } from "../unit/contract/diagrams/trips.ts";

type Undo = (given: Given, id: string, booking: string) => Promise<void>;

/** Books trips, and undoes with this what was booked when no car could be had, for whatever reason. */
export const tripUndoneBy = (undo: Undo) => (given: Given) => ({
  async book(id: string): Promise<void> {
    await given.flights.bookFlight(id);
    let booking: string;
    try {
      booking = await given.hotels.bookHotel(id);
    } catch (error) {
      await given.flights.cancelFlight(id);
      throw error;
    }
    try {
      await given.cars.bookCar(id);
    } catch (error) {
      if (error instanceof NoCar) await inTurn(given, id, booking);
      else await undo(given, id, booking);
      if (!(error instanceof NoCar)) throw error;
    }
  },
});

const inTurn: Undo = async ({ flights, hotels }, id, booking) => {
  await hotels.cancelHotel(booking);
  await flights.cancelFlight(id);
};

/** Keeps the flight. */
export const forgetsFlight: Undo = async ({ hotels }, _id, booking) => {
  await hotels.cancelHotel(booking);
};

/** What was booked first is cancelled first. */
export const firstToLast: Undo = async ({ flights, hotels }, id, booking) => {
  await flights.cancelFlight(id);
  await hotels.cancelHotel(booking);
};

/** To be on the safe side. */
export const twice: Undo = async (given, id, booking) => {
  await inTurn(given, id, booking);
  await given.flights.cancelFlight(id);
};
