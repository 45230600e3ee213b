// Generated from diagrams/group-checkout-saga.puml by seqwright. Changes here are overwritten; edit the diagram instead.
import { type DiagramProtocol, z } from "seqwright-runtime";
import {
  allOf,
  alternative,
  answers,
  argument,
  asks,
  byValue,
  call,
  compares,
  component,
  diagramProtocol,
  free,
  from,
  gets,
  goesThrough,
  initiator,
  isOneOf,
  loop,
  option,
  promises,
  receives,
  record,
  reply,
  resource,
  sequence,
  sqlText,
  when,
} from "seqwright-runtime/model";
import {
  Account,
  CheckoutGuestAccount,
  GroupCheckoutInitiated,
  GuestAccountCheckoutCompleted,
  GuestAccountCheckoutFailed,
  PostGroupCheckoutsRequest,
  Progress,
} from "./messages.gen.ts";

/** Every step of diagrams/group-checkout-saga.puml, and the order in which each component takes them. */
export const protocol: DiagramProtocol = diagramProtocol({
  name: "group-checkout-saga",
  source: "diagrams/group-checkout-saga.puml",
  participants: {
    Clerk: initiator("프런트 직원"),
    Controller: component("GroupCheckoutController", {
      class: "GroupCheckoutController",
      handler: "group-checkout-controller.handler.ts",
      collaborators: { group: "Group" },
    }),
    Group: component("GroupCheckoutService", {
      class: "GroupCheckoutService",
      handler: "group-checkout-service.handler.ts",
      collaborators: { db: "Db", groupEvents: "GroupEvents" },
    }),
    Saga: component("GroupCheckoutSaga", {
      class: "GroupCheckoutSaga",
      handler: "group-checkout-saga.handler.ts",
      collaborators: { commands: "Commands", group: "Group" },
    }),
    Account: component("GuestStayAccountService", {
      class: "GuestStayAccountService",
      handler: "guest-stay-account-service.handler.ts",
      collaborators: { db: "Db", guestEvents: "GuestEvents" },
    }),
    Db: resource("Hotel DB (PostgreSQL)", "sql"),
    GroupEvents: resource("Kafka group-checkout-events", "kafka"),
    Commands: resource("Kafka guest-stay-commands", "kafka"),
    GuestEvents: resource("Kafka guest-stay-events", "kafka"),
  },
  steps: [
    call("Clerk", "Controller", "POST /api/group-checkouts", {
      text: "POST /api/group-checkouts {groupCheckoutId, guestStayAccountIds}",
      method: "initiateGroupCheckout",
      args: [argument("body", free("body"), PostGroupCheckoutsRequest)],
    }),
    call("Controller", "Group", "initiate(groupCheckoutId, guestStayAccountIds)", {
      method: "initiate",
      args: [
        argument("groupCheckoutId", from("body.groupCheckoutId"), z.string().min(1)),
        argument("guestStayAccountIds", from("body.guestStayAccountIds"), z.array(z.string().min(1))),
      ],
    }),
    call("Group", "Db", "INSERT group_checkouts", {
      text: "INSERT INTO group_checkouts (id, account_ids, status) VALUES ({groupCheckoutId}, {guestStayAccountIds}, 'INITIATED') ON CONFLICT (id) DO UPDATE SET status = 'INITIATED'",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`INSERT INTO group_checkouts (id, account_ids, status) VALUES (${from("groupCheckoutId")}, ${from("guestStayAccountIds")}, 'INITIATED') ON CONFLICT (id) DO UPDATE SET status = 'INITIATED'`,
        ),
      ],
    }),
    reply("Db", "Group", "저장 완료"),
    call("Group", "GroupEvents", "GroupCheckoutInitiated", {
      text: "GroupCheckoutInitiated 이벤트 발행 {groupCheckoutId, guestStayAccountIds} (key: groupCheckoutId)",
      method: "publishGroupCheckoutInitiated",
      args: [
        argument(
          "event",
          record({
            groupCheckoutId: from("groupCheckoutId"),
            guestStayAccountIds: from("guestStayAccountIds"),
          }),
          GroupCheckoutInitiated,
        ),
      ],
    }),
    reply("GroupEvents", "Group", "발행 완료"),
    reply("Group", "Controller", "시작됨"),
    reply("Controller", "Clerk", "202 Accepted", {
      text: "202 Accepted {groupCheckoutId}",
      as: "response",
      value: record({ status: 202, body: record({ groupCheckoutId: from("body.groupCheckoutId") }) }),
      type: z.object({ status: z.literal(202), body: z.object({ groupCheckoutId: z.string().min(1) }) }),
    }),
    call("GroupEvents", "Saga", "GroupCheckoutInitiated", {
      text: "GroupCheckoutInitiated 이벤트 수신 {groupCheckoutId, guestStayAccountIds}",
      method: "onGroupCheckoutInitiated",
      args: [argument("event", free("event"), GroupCheckoutInitiated)],
    }),
    loop(
      {
        guard: "guestStayAccountIds의 각 guestStayAccountId",
        item: "guestStayAccountId",
        itemType: z.string().min(1),
        lists: {
          Controller: "body.guestStayAccountIds",
          Group: "guestStayAccountIds",
          Saga: "event.guestStayAccountIds",
        },
      },
      call("Saga", "Commands", "CheckoutGuestAccount 명령 발행 (key: guestStayAccountId)", {
        text: "CheckoutGuestAccount 명령 발행 {guestStayAccountId, groupCheckoutId} (key: guestStayAccountId)",
        method: "publishCheckoutGuestAccount",
        args: [
          argument(
            "event",
            record({
              guestStayAccountId: from("guestStayAccountId"),
              groupCheckoutId: from("event.groupCheckoutId"),
            }),
            CheckoutGuestAccount,
          ),
        ],
      }),
      reply("Commands", "Saga", "발행 완료"),
    ),
    reply("Saga", "GroupEvents", "처리 완료"),
    call("Commands", "Account", "CheckoutGuestAccount 명령 수신", {
      text: "CheckoutGuestAccount 명령 수신 {guestStayAccountId, groupCheckoutId}",
      method: "onCheckoutGuestAccount",
      args: [argument("event", free("event"), CheckoutGuestAccount)],
    }),
    call("Account", "Db", "SELECT guest_stay_accounts", {
      text: "SELECT status, balance FROM guest_stay_accounts WHERE id = {guestStayAccountId}",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`SELECT status, balance FROM guest_stay_accounts WHERE id = ${from("event.guestStayAccountId")}`,
        ),
      ],
      readOnly: true,
    }),
    reply("Db", "Account", "account", {
      as: "account",
      type: Account,
      encoding: "sql-rows",
      decides: [
        {
          fragment: "alt account.status = OPEN 그리고 account.balance = 0",
          name: "account.status",
          field: "status",
        },
        {
          fragment: "alt account.status = OPEN 그리고 account.balance = 0",
          name: "account.balance",
          field: "balance",
        },
      ],
    }),
    alternative(
      when(
        {
          guard: "account.status = OPEN 그리고 account.balance = 0",
          if: allOf(isOneOf("account.status", "OPEN"), isOneOf("account.balance", 0)),
        },
        call("Account", "Db", "UPDATE guest_stay_accounts", {
          text: "UPDATE guest_stay_accounts SET status = 'CHECKED_OUT' WHERE id = {guestStayAccountId}",
          method: "query",
          args: [
            argument(
              "statement",
              sqlText`UPDATE guest_stay_accounts SET status = 'CHECKED_OUT' WHERE id = ${from("event.guestStayAccountId")}`,
            ),
          ],
        }),
        reply("Db", "Account", "저장 완료"),
        call("Account", "GuestEvents", "GuestAccountCheckoutCompleted", {
          text: "GuestAccountCheckoutCompleted 이벤트 발행 {guestStayAccountId, groupCheckoutId} (key: groupCheckoutId)",
          method: "publishGuestAccountCheckoutCompleted",
          args: [
            argument(
              "event",
              record({
                guestStayAccountId: from("event.guestStayAccountId"),
                groupCheckoutId: from("event.groupCheckoutId"),
              }),
              GuestAccountCheckoutCompleted,
            ),
          ],
        }),
        reply("GuestEvents", "Account", "발행 완료"),
      ),
      when(
        { guard: "account.status = CHECKED_OUT", if: isOneOf("account.status", "CHECKED_OUT") },
        call("Account", "GuestEvents", "GuestAccountCheckoutCompleted", {
          text: "GuestAccountCheckoutCompleted 이벤트 발행 {guestStayAccountId, groupCheckoutId} (key: groupCheckoutId)",
          method: "publishGuestAccountCheckoutCompleted",
          args: [
            argument(
              "event",
              record({
                guestStayAccountId: from("event.guestStayAccountId"),
                groupCheckoutId: from("event.groupCheckoutId"),
              }),
              GuestAccountCheckoutCompleted,
            ),
          ],
        }),
        reply("GuestEvents", "Account", "발행 완료"),
      ),
      when(
        "잔액이 남아 있음",
        call("Account", "GuestEvents", "GuestAccountCheckoutFailed", {
          text: "GuestAccountCheckoutFailed 이벤트 발행 {guestStayAccountId, groupCheckoutId} (key: groupCheckoutId)",
          method: "publishGuestAccountCheckoutFailed",
          args: [
            argument(
              "event",
              record({
                guestStayAccountId: from("event.guestStayAccountId"),
                groupCheckoutId: from("event.groupCheckoutId"),
              }),
              GuestAccountCheckoutFailed,
            ),
          ],
        }),
        reply("GuestEvents", "Account", "발행 완료"),
      ),
    ),
    reply("Account", "Commands", "처리 완료"),
    call("GuestEvents", "Saga", "GuestAccountCheckoutCompleted", {
      text: "GuestAccountCheckoutCompleted 이벤트 수신 {guestStayAccountId, groupCheckoutId}",
      method: "onGuestAccountCheckoutCompleted",
      args: [argument("event", free("event"), GuestAccountCheckoutCompleted)],
    }),
    call("Saga", "Group", "recordCompletion(groupCheckoutId, guestStayAccountId)", {
      method: "recordCompletion",
      args: [
        argument("groupCheckoutId", from("event.groupCheckoutId"), z.string().min(1)),
        argument("guestStayAccountId", from("event.guestStayAccountId"), z.string().min(1)),
      ],
    }),
    call("Group", "Db", "INSERT group_checkout_results", {
      text: "INSERT INTO group_checkout_results (group_checkout_id, account_id, result) VALUES ({groupCheckoutId}, {guestStayAccountId}, 'COMPLETED') ON CONFLICT (group_checkout_id, account_id) DO UPDATE SET result = EXCLUDED.result",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`INSERT INTO group_checkout_results (group_checkout_id, account_id, result) VALUES (${from("groupCheckoutId")}, ${from("guestStayAccountId")}, 'COMPLETED') ON CONFLICT (group_checkout_id, account_id) DO UPDATE SET result = EXCLUDED.result`,
        ),
      ],
    }),
    reply("Db", "Group", "저장 완료 #2", { text: "저장 완료" }),
    call("Group", "Db", "SELECT group_checkouts, group_checkout_results", {
      text: "SELECT cardinality(g.account_ids) AS total, count(r.account_id) AS done, count(*) FILTER (WHERE r.result = 'FAILED') AS failed FROM group_checkouts g LEFT JOIN group_checkout_results r ON r.group_checkout_id = g.id WHERE g.id = {groupCheckoutId} GROUP BY g.id",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`SELECT cardinality(g.account_ids) AS total, count(r.account_id) AS done, count(*) FILTER (WHERE r.result = 'FAILED') AS failed FROM group_checkouts g LEFT JOIN group_checkout_results r ON r.group_checkout_id = g.id WHERE g.id = ${from("groupCheckoutId")} GROUP BY g.id`,
        ),
      ],
      readOnly: true,
    }),
    reply("Db", "Group", "progress", {
      as: "progress",
      type: Progress,
      encoding: "sql-rows",
      decides: [
        {
          fragment: "alt progress.done = progress.total 그리고 progress.failed = 0",
          name: "progress.done",
          field: "done",
        },
        {
          fragment: "alt progress.done = progress.total 그리고 progress.failed = 0",
          name: "progress.total",
          field: "total",
        },
        {
          fragment: "alt progress.done = progress.total 그리고 progress.failed = 0",
          name: "progress.failed",
          field: "failed",
        },
      ],
    }),
    alternative(
      when(
        {
          guard: "progress.done = progress.total 그리고 progress.failed = 0",
          if: allOf(compares("progress.done", "=", from("progress.total")), isOneOf("progress.failed", 0)),
        },
        call("Group", "Db", "UPDATE group_checkouts", {
          text: "UPDATE group_checkouts SET status = 'COMPLETED' WHERE id = {groupCheckoutId}",
          method: "query",
          args: [
            argument(
              "statement",
              sqlText`UPDATE group_checkouts SET status = 'COMPLETED' WHERE id = ${from("groupCheckoutId")}`,
            ),
          ],
        }),
        reply("Db", "Group", "저장 완료"),
      ),
      when(
        {
          guard: "progress.done = progress.total",
          if: compares("progress.done", "=", from("progress.total")),
        },
        call("Group", "Db", "UPDATE group_checkouts", {
          text: "UPDATE group_checkouts SET status = 'FAILED' WHERE id = {groupCheckoutId}",
          method: "query",
          args: [
            argument(
              "statement",
              sqlText`UPDATE group_checkouts SET status = 'FAILED' WHERE id = ${from("groupCheckoutId")}`,
            ),
          ],
        }),
        reply("Db", "Group", "저장 완료"),
      ),
      when("아직 남은 계정이 있음"),
    ),
    reply("Group", "Saga", "기록 완료"),
    reply("Saga", "GuestEvents", "처리 완료"),
    call("GuestEvents", "Saga", "GuestAccountCheckoutFailed", {
      text: "GuestAccountCheckoutFailed 이벤트 수신 {guestStayAccountId, groupCheckoutId}",
      method: "onGuestAccountCheckoutFailed",
      args: [argument("event", free("event"), GuestAccountCheckoutFailed)],
    }),
    call("Saga", "Group", "recordFailure(groupCheckoutId, guestStayAccountId)", {
      method: "recordFailure",
      args: [
        argument("groupCheckoutId", from("event.groupCheckoutId"), z.string().min(1)),
        argument("guestStayAccountId", from("event.guestStayAccountId"), z.string().min(1)),
      ],
    }),
    call("Group", "Db", "INSERT group_checkout_results #2", {
      text: "INSERT INTO group_checkout_results (group_checkout_id, account_id, result) VALUES ({groupCheckoutId}, {guestStayAccountId}, 'FAILED') ON CONFLICT (group_checkout_id, account_id) DO UPDATE SET result = EXCLUDED.result",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`INSERT INTO group_checkout_results (group_checkout_id, account_id, result) VALUES (${from("groupCheckoutId")}, ${from("guestStayAccountId")}, 'FAILED') ON CONFLICT (group_checkout_id, account_id) DO UPDATE SET result = EXCLUDED.result`,
        ),
      ],
    }),
    reply("Db", "Group", "저장 완료 #3", { text: "저장 완료" }),
    call("Group", "Db", "SELECT group_checkouts, group_checkout_results #2", {
      text: "SELECT cardinality(g.account_ids) AS total, count(r.account_id) AS done, count(*) FILTER (WHERE r.result = 'FAILED') AS failed FROM group_checkouts g LEFT JOIN group_checkout_results r ON r.group_checkout_id = g.id WHERE g.id = {groupCheckoutId} GROUP BY g.id",
      method: "query",
      args: [
        argument(
          "statement",
          sqlText`SELECT cardinality(g.account_ids) AS total, count(r.account_id) AS done, count(*) FILTER (WHERE r.result = 'FAILED') AS failed FROM group_checkouts g LEFT JOIN group_checkout_results r ON r.group_checkout_id = g.id WHERE g.id = ${from("groupCheckoutId")} GROUP BY g.id`,
        ),
      ],
      readOnly: true,
    }),
    reply("Db", "Group", "progress #2", {
      text: "progress",
      as: "progress",
      type: Progress,
      encoding: "sql-rows",
      decides: [
        { fragment: "opt progress.done = progress.total", name: "progress.done", field: "done" },
        { fragment: "opt progress.done = progress.total", name: "progress.total", field: "total" },
      ],
    }),
    option(
      { guard: "progress.done = progress.total", if: compares("progress.done", "=", from("progress.total")) },
      call("Group", "Db", "UPDATE group_checkouts", {
        text: "UPDATE group_checkouts SET status = 'FAILED' WHERE id = {groupCheckoutId}",
        method: "query",
        args: [
          argument(
            "statement",
            sqlText`UPDATE group_checkouts SET status = 'FAILED' WHERE id = ${from("groupCheckoutId")}`,
          ),
        ],
      }),
      reply("Db", "Group", "저장 완료"),
    ),
    reply("Group", "Saga", "기록 완료 #2", { text: "기록 완료" }),
    reply("Saga", "GuestEvents", "처리 완료 #2", { text: "처리 완료" }),
  ],
  orderings: {
    Controller: sequence(
      receives("Clerk", "POST /api/group-checkouts"),
      asks("Group", "initiate(groupCheckoutId, guestStayAccountIds)"),
      gets("Group", "시작됨"),
      answers("Clerk", "202 Accepted"),
    ),
    Group: sequence(
      receives("Controller", "initiate(groupCheckoutId, guestStayAccountIds)"),
      asks("Db", "INSERT group_checkouts"),
      gets("Db", "저장 완료"),
      asks("GroupEvents", "GroupCheckoutInitiated"),
      gets("GroupEvents", "발행 완료"),
      answers("Controller", "시작됨"),
      receives("Saga", "recordCompletion(groupCheckoutId, guestStayAccountId)"),
      asks("Db", "INSERT group_checkout_results"),
      gets("Db", "저장 완료 #2"),
      asks("Db", "SELECT group_checkouts, group_checkout_results"),
      gets("Db", "progress"),
      alternative(
        byValue("progress.done", "progress.total", "progress.failed"),
        when(
          "progress.done = progress.total 그리고 progress.failed = 0",
          asks("Db", "UPDATE group_checkouts"),
          gets("Db", "저장 완료"),
        ),
        when("progress.done = progress.total", asks("Db", "UPDATE group_checkouts"), gets("Db", "저장 완료")),
        when("아직 남은 계정이 있음"),
      ),
      answers("Saga", "기록 완료"),
      receives("Saga", "recordFailure(groupCheckoutId, guestStayAccountId)"),
      asks("Db", "INSERT group_checkout_results #2"),
      gets("Db", "저장 완료 #3"),
      asks("Db", "SELECT group_checkouts, group_checkout_results #2"),
      gets("Db", "progress #2"),
      option(
        "progress.done = progress.total",
        byValue("progress.done", "progress.total"),
        asks("Db", "UPDATE group_checkouts"),
        gets("Db", "저장 완료"),
      ),
      answers("Saga", "기록 완료 #2"),
    ),
    Saga: sequence(
      receives("GroupEvents", "GroupCheckoutInitiated"),
      loop(
        "guestStayAccountIds의 각 guestStayAccountId",
        goesThrough("eachGuestStayAccountId"),
        asks("Commands", "CheckoutGuestAccount 명령 발행 (key: guestStayAccountId)"),
        gets("Commands", "발행 완료"),
      ),
      answers("GroupEvents", "처리 완료"),
      receives("GuestEvents", "GuestAccountCheckoutCompleted"),
      asks("Group", "recordCompletion(groupCheckoutId, guestStayAccountId)"),
      gets("Group", "기록 완료"),
      answers("GuestEvents", "처리 완료"),
      receives("GuestEvents", "GuestAccountCheckoutFailed"),
      asks("Group", "recordFailure(groupCheckoutId, guestStayAccountId)"),
      gets("Group", "기록 완료 #2"),
      answers("GuestEvents", "처리 완료 #2"),
    ),
    Account: sequence(
      receives("Commands", "CheckoutGuestAccount 명령 수신"),
      asks("Db", "SELECT guest_stay_accounts"),
      gets("Db", "account"),
      alternative(
        byValue("account.status", "account.balance"),
        when(
          "account.status = OPEN 그리고 account.balance = 0",
          asks("Db", "UPDATE guest_stay_accounts"),
          gets("Db", "저장 완료"),
          asks("GuestEvents", "GuestAccountCheckoutCompleted"),
          gets("GuestEvents", "발행 완료"),
        ),
        when(
          "account.status = CHECKED_OUT",
          asks("GuestEvents", "GuestAccountCheckoutCompleted"),
          gets("GuestEvents", "발행 완료"),
        ),
        when(
          "잔액이 남아 있음",
          asks("GuestEvents", "GuestAccountCheckoutFailed"),
          gets("GuestEvents", "발행 완료"),
        ),
      ),
      answers("Commands", "처리 완료"),
    ),
  },
  policies: [
    promises(
      {
        participants: ["Saga", "Account", "Db", "GroupEvents"],
        steps: ["GroupEvents → Saga: GroupCheckoutInitiated", "Saga → GroupEvents: 처리 완료"],
      },
      { kind: "delivery", guarantee: "at-least-once", text: "At-Least-Once 전달 보장", keepers: ["runtime"] },
      {
        kind: "dead-letter",
        text: "실패 시 자동 재시도 (최대 3회), 이후 Dead Letter Queue로 이동",
        keepers: ["runtime"],
      },
      {
        kind: "retry",
        retriesMax: 3,
        text: "실패 시 자동 재시도 (최대 3회), 이후 Dead Letter Queue로 이동",
        keepers: ["runtime"],
      },
    ),
  ],
  positions: {
    participants: [6, 7, 8, 9, 10, 11, 12, 13, 14],
    steps: [
      17, 19, 21, 23, 25, 27, 29, 31, 39, 42, 44, 47, 51, 53, 55, 58, 60, 62, 64, 67, 69, 72, 74, 77, 81, 83,
      85, 87, 89, 91, 94, 96, 99, 101, 105, 107, 110, 112, 114, 116, 118, 120, 123, 125, 128, 130,
    ],
    fragments: [[41], [57, 66, 71], [93, 98, 103], [122]],
    policies: [36, 37, 37],
  },
});
