import { z } from "zod";
import {
  alternative,
  answers,
  argument,
  asks,
  byAnswerTo,
  call,
  component,
  diagramProtocol,
  free,
  from,
  gets,
  initiator,
  promises,
  receives,
  reply,
  resource,
  sequence,
  when,
} from "../../../../runtime/model/drawing/index.ts";

/** No car is left. */
export class NoCar extends Error {
  override readonly name = "NoCar";
}

const id = argument("id", from("id"), z.string());
const booking = argument("booking", from("booking"), z.string());
const flight = "Trip → Flights: bookFlight(id)";
const hotel = "Trip → Hotels: bookHotel(id)";
const otherwise = "alt booked / no car › ";

/** A trip is booked in three steps, two of which can be undone: what a note says of undoing, or what the branch "no car" draws. */
export const protocolWith = (drawnOnly: boolean) =>
  diagramProtocol({
    name: "trips",
    source: "diagrams/trips.puml",
    participants: {
      C: initiator("C"),
      Trip: component("Trip", {
        class: "Trip",
        handler: "trip.handler.ts",
        collaborators: { flights: "Flights", hotels: "Hotels", cars: "Cars" },
      }),
      Flights: resource("Flights", "other"),
      Hotels: resource("Hotels", "other"),
      Cars: resource("Cars", "other"),
    },
    steps: [
      call("C", "Trip", "book(id)", { method: "book", args: [argument("id", free("id"), z.string())] }),
      call("Trip", "Flights", "bookFlight(id)", { method: "bookFlight", args: [id] }),
      reply("Flights", "Trip", "ok"),
      call("Trip", "Hotels", "bookHotel(id)", { method: "bookHotel", args: [id] }),
      reply("Hotels", "Trip", "booking", { as: "booking", type: z.string() }),
      call("Trip", "Cars", "bookCar(id)", { method: "bookCar", args: [id] }),
      alternative(
        when("booked", reply("Cars", "Trip", "ok"), reply("Trip", "C", "booked")),
        when(
          "no car",
          reply("Cars", "Trip", "NoCar", { throws: NoCar, message: "none left" }),
          call("Trip", "Hotels", "cancelHotel(booking)", { method: "cancelHotel", args: [booking] }),
          call("Trip", "Flights", "cancelFlight(id)", { method: "cancelFlight", args: [id] }),
          reply("Trip", "C", "refused"),
        ),
      ),
    ],
    orderings: {
      Trip: sequence(
        receives("C", "book(id)"),
        asks("Flights", "bookFlight(id)"),
        gets("Flights", "ok"),
        asks("Hotels", "bookHotel(id)"),
        gets("Hotels", "booking"),
        asks("Cars", "bookCar(id)"),
        alternative(
          byAnswerTo("Trip → Cars: bookCar(id)"),
          when("booked", gets("Cars", "ok"), answers("C", "booked")),
          when(
            "no car",
            gets("Cars", "NoCar"),
            asks("Hotels", "cancelHotel(booking)"),
            asks("Flights", "cancelFlight(id)"),
            answers("C", "refused"),
          ),
        ),
      ),
    },
    policies: [
      promises(
        {},
        {
          kind: "compensation",
          pairs: [],
          ...(drawnOnly ? { drawn: true } : {}),
          text: "보상: bookFlight ↔ cancelFlight, bookHotel ↔ cancelHotel",
          named: {
            of: [flight, hotel],
            by: [
              `${otherwise}Trip → Flights: cancelFlight(id)`,
              `${otherwise}Trip → Hotels: cancelHotel(booking)`,
            ],
          },
        },
      ),
    ],
    positions: {
      participants: [2, 3, 4, 5, 6],
      steps: [7, 8, 9, 10, 11, 12, 14, 15, 17, 18, 19, 20],
      fragments: [[13, 16]],
      policies: [22],
    },
  });

/** What the component gets that books trips. */
export interface Given {
  readonly flights: { bookFlight(id: string): Promise<void>; cancelFlight(id: string): Promise<void> };
  readonly hotels: { bookHotel(id: string): Promise<string>; cancelHotel(booking: string): Promise<void> };
  readonly cars: { bookCar(id: string): Promise<void> };
}
