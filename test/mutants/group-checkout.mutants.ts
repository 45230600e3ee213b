import { parse, type SqlStatement } from "../../runtime/index.ts";
import { GroupCheckoutController } from "../../generated/group-checkout-saga/group-checkout-controller.handler.ts";
import { GroupCheckoutSaga } from "../../generated/group-checkout-saga/group-checkout-saga.handler.ts";
import { GroupCheckoutService } from "../../generated/group-checkout-saga/group-checkout-service.handler.ts";
import { GuestStayAccountService } from "../../generated/group-checkout-saga/guest-stay-account-service.handler.ts";
import { GroupCheckoutInitiated } from "../../generated/group-checkout-saga/messages.gen.ts";
import type * as Ports from "../../generated/group-checkout-saga/ports.gen.ts";
import type { SystemMutant } from "./system-mutant.ts";

type Expected = Omit<SystemMutant, "name" | "wrong">;
type Db = Ports.HotelDbPostgreSqlPort;
type Events = Ports.KafkaGuestStayEventsPort;
type Group = Ports.GroupCheckoutServicePort;

/** A saga with other collaborators than its own. */
const saga = (
  name: string,
  change: (given: Ports.GroupCheckoutSagaCollaborators) => Partial<Ports.GroupCheckoutSagaCollaborators>,
  expected: Expected,
): SystemMutant => ({
  name: `the saga ${name}`,
  wrong: {
    Saga: (given: Ports.GroupCheckoutSagaCollaborators) =>
      new GroupCheckoutSaga({ ...given, ...change(given) }),
  },
  ...expected,
});

/** A saga that sends the commands of a group in another way. */
const sending = (
  name: string,
  send: (event: GroupCheckoutInitiated, commands: Ports.KafkaGuestStayCommandsPort) => Promise<unknown>,
  expected: Expected,
): SystemMutant => ({
  name: `the saga ${name}`,
  wrong: {
    Saga: (given: Ports.GroupCheckoutSagaCollaborators) =>
      new (class extends GroupCheckoutSaga {
        override async onGroupCheckoutInitiated(event: GroupCheckoutInitiated): Promise<void> {
          parse(GroupCheckoutInitiated, event, "event");
          await send(event, given.commands);
        }
      })(given),
  },
  ...expected,
});

/** Accounts whose database and events are other ones. */
const accounts = (
  name: string,
  change: (given: { readonly db: Db; readonly guestEvents: Events }) => {
    readonly db?: Db;
    readonly guestEvents?: Events;
  },
  expected: Expected,
): SystemMutant => ({
  name: `the account ${name}`,
  wrong: {
    Account: (given: Ports.GuestStayAccountServiceCollaborators) =>
      new GuestStayAccountService({ ...given, ...change(given) }),
  },
  ...expected,
});

const group = (
  name: string,
  query: (statement: SqlStatement, db: Db) => ReturnType<Db["query"]>,
  expected: Expected,
) => ({
  name: `the group ${name}`,
  wrong: {
    Group: (given: Ports.GroupCheckoutServiceCollaborators) =>
      new GroupCheckoutService({ ...given, db: { query: (statement) => query(statement, given.db) } }),
  },
  ...expected,
});

const replacing =
  (from: string, to: string) =>
  (statement: SqlStatement, db: Db): ReturnType<Db["query"]> =>
    db.query({ ...statement, text: statement.text.replace(from, to) });

const recording = (right: Group, change: Partial<Group>): Group => ({
  initiate: (...args) => right.initiate(...args),
  recordCompletion: (...args) => right.recordCompletion(...args),
  recordFailure: (...args) => right.recordFailure(...args),
  ...change,
});

export const groupCheckoutMutants: readonly SystemMutant[] = [
  {
    name: "the controller answers 201",
    wrong: {
      Controller: (given: Ports.GroupCheckoutControllerCollaborators) =>
        new (class extends GroupCheckoutController {
          override async initiateGroupCheckout(
            body: Parameters<GroupCheckoutController["initiateGroupCheckout"]>[0],
          ) {
            return { ...(await super.initiateGroupCheckout(body)), status: 201 } as never;
          }
        })(given),
    },
    by: "order",
    at: "202 Accepted",
  },
  {
    name: "the controller says that it has begun, and begins nothing",
    wrong: {
      Controller: () => ({
        initiateGroupCheckout: async ({ groupCheckoutId }: { readonly groupCheckoutId: string }) => ({
          status: 202,
          body: { groupCheckoutId },
        }),
      }),
    },
    by: "order",
    at: "202 Accepted",
  },
  sending(
    "forgets the last guest",
    async ({ guestStayAccountIds, groupCheckoutId }, commands) => {
      for (const guestStayAccountId of guestStayAccountIds.slice(0, -1))
        await commands.publishCheckoutGuestAccount({ guestStayAccountId, groupCheckoutId });
    },
    { by: "order", at: "처리 완료" },
  ),
  sending(
    "checks each guest out twice",
    async ({ guestStayAccountIds, groupCheckoutId }, commands) => {
      for (const guestStayAccountId of guestStayAccountIds.flatMap((id) => [id, id]))
        await commands.publishCheckoutGuestAccount({ guestStayAccountId, groupCheckoutId });
    },
    { by: "order", at: "CheckoutGuestAccount" },
  ),
  sending(
    "sends commands of another group",
    async ({ guestStayAccountIds }, commands) => {
      for (const guestStayAccountId of guestStayAccountIds)
        await commands.publishCheckoutGuestAccount({
          guestStayAccountId,
          groupCheckoutId: guestStayAccountId,
        });
    },
    { by: "order", at: "CheckoutGuestAccount" },
  ),
  sending(
    "goes on when a command could not be sent",
    async ({ guestStayAccountIds, groupCheckoutId }, commands) => {
      for (const guestStayAccountId of guestStayAccountIds)
        await commands
          .publishCheckoutGuestAccount({ guestStayAccountId, groupCheckoutId })
          .catch(() => undefined);
    },
    { by: "fatal-fault", at: "CheckoutGuestAccount" },
  ),
  saga(
    "takes a failure for a completion",
    ({ group: right }) => ({
      group: recording(right, { recordFailure: (...args) => right.recordCompletion(...args) }),
    }),
    { by: "order", at: "recordCompletion" },
  ),
  saga(
    "records nothing that has failed",
    ({ group: right }) => ({ group: recording(right, { recordFailure: async () => undefined }) }),
    { by: "order", at: "처리 완료" },
  ),
  saga(
    "records it for the wrong one",
    ({ group: right }) => ({
      group: recording(right, { recordCompletion: (id, account) => right.recordCompletion(account, id) }),
    }),
    { by: "order", at: "recordCompletion" },
  ),
  accounts(
    "records a failure, and then a completion as well",
    ({ guestEvents }) => ({
      guestEvents: {
        publishGuestAccountCheckoutCompleted: (event) =>
          guestEvents.publishGuestAccountCheckoutCompleted(event),
        publishGuestAccountCheckoutFailed: async (event) => {
          await guestEvents.publishGuestAccountCheckoutFailed(event);
          await guestEvents.publishGuestAccountCheckoutCompleted(event);
        },
      },
    }),
    { by: "order", at: "GuestAccountCheckoutCompleted" },
  ),
  accounts(
    "lets guests go who have not paid",
    ({ db }) => ({
      db: {
        query: async (statement) => {
          const result = await db.query(statement);
          return {
            ...result,
            rows: result.rows.map((row) => ("balance" in row ? { ...row, balance: 0 } : row)),
          };
        },
      },
    }),
    { by: "order", at: "UPDATE" },
  ),
  accounts(
    "takes a guest who is gone already for one who owes something",
    ({ db }) => ({
      db: {
        query: async (statement) => {
          const result = await db.query(statement);
          const hidden = (row: Readonly<Record<string, unknown>>) =>
            row["status"] === "CHECKED_OUT" ? { ...row, status: "GONE" } : row;
          return { ...result, rows: result.rows.map(hidden) };
        },
      },
    }),
    { by: "order", at: "GuestAccountCheckoutFailed" },
  ),
  accounts(
    "checks everybody out",
    ({ db }) => ({ db: { query: (statement) => replacing(" WHERE id =", " WHERE id <>")(statement, db) } }),
    { by: "order", at: "SELECT" },
  ),
  accounts(
    "says that a guest is gone, whatever Kafka says",
    ({ guestEvents }) => ({
      guestEvents: {
        publishGuestAccountCheckoutCompleted: (event) =>
          guestEvents.publishGuestAccountCheckoutCompleted(event).catch(() => undefined),
        publishGuestAccountCheckoutFailed: (event) =>
          guestEvents.publishGuestAccountCheckoutFailed(event).catch(() => undefined),
      },
    }),
    { by: "fatal-fault", at: "GuestAccountCheckout" },
  ),
  group("keeps the first result", replacing("DO UPDATE SET result = EXCLUDED.result", "DO NOTHING"), {
    by: "order",
    at: "INSERT INTO group_checkout_results",
  }),
  group("counts failures as completions", replacing("r.result = 'FAILED'", "r.result = 'LOST'"), {
    by: "order",
    at: "SELECT cardinality",
  }),
  group("never says that a group has failed", replacing("status = 'FAILED'", "status = 'COMPLETED'"), {
    by: "order",
    at: "UPDATE group_checkouts",
  }),
  group("ends every group", replacing(" WHERE id = ", " WHERE id <> "), {
    by: "order",
    at: "UPDATE group_checkouts",
  }),
];
