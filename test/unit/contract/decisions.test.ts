import { expect, test } from "vitest";
import { contract } from "../../../runtime/contract/index.ts";
import { OrderApi } from "../../own-diagrams/generated/checkout/order-api.handler.ts";
import type { Customer, Order } from "../../own-diagrams/generated/checkout/messages.gen.ts";
import { NotificationService } from "../../own-diagrams/generated/checkout/notification-service.handler.ts";
import { OrderService } from "../../own-diagrams/generated/checkout/order-service.handler.ts";
import type {
  OrderApiCollaborators,
  OrderServiceCollaborators,
} from "../../own-diagrams/generated/checkout/ports.gen.ts";
import { protocol } from "../../own-diagrams/generated/checkout/steps.gen.ts";

class Service extends OrderService {
  asked = 0;

  protected override async stockAvailable(order: Order, customer: Customer): Promise<boolean> {
    this.asked += 1;
    return this.decide(order, customer);
  }

  protected decide(order: Order, customer: Customer): boolean {
    return order.total <= customer.credit;
  }
}

const decided = async (
  Handler: new (given: OrderServiceCollaborators) => object,
  values: Readonly<Record<string, readonly unknown[]>> = {},
): Promise<string | readonly string[]> =>
  contract({
    system: {
      protocol,
      components: {
        Api: (given: OrderApiCollaborators) => new OrderApi(given),
        OrderService: (given: OrderServiceCollaborators) => new Handler(given),
        Notify: () => new NotificationService(),
      },
    },
    handlers: import.meta.url,
    beside: { samples: { values } },
  })
    .check("decisions", "OrderService")
    .then(
      (remarks) => remarks.map(({ kind, line }) => `${kind} ${line}`),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

test("a method that decides by what it is given says both", async () => {
  expect(await decided(OrderService)).toEqual([]);
  expect(await decided(Service)).toEqual([]);
});

test("what it never says is said", async () => {
  class Never extends Service {
    protected override decide(): boolean {
      return false;
    }
  }
  expect(await decided(Never)).toEqual(["not-reached 28"]);
  process.env["SEQWRIGHT_STRICT"] = "1";
  try {
    expect(await decided(Never)).toContain("never said yes");
    expect(await decided(Service)).toEqual([]);
  } finally {
    delete process.env["SEQWRIGHT_STRICT"];
  }
});

test("an example leads where random values do not", async () => {
  class Coupon extends Service {
    protected override decide(order: Order): boolean {
      return order.customerId === "WELCOME10";
    }
  }
  expect(await decided(Coupon)).toEqual(["not-reached 28"]);
  expect(await decided(Coupon, { customerId: ["WELCOME10"] })).toEqual([]);
  expect(await decided(Coupon, { "order.customerId": ["WELCOME10"] })).toEqual([]);
});

test("a method may ask another one that decides", async () => {
  class Both extends Service {
    protected override decide(order: Order, customer: Customer): boolean {
      return this.asked < 100 && super.decide(order, customer);
    }
    protected override async stockAvailable(order: Order, customer: Customer): Promise<boolean> {
      return !(await this.soldOut(order, customer));
    }
    protected async soldOut(order: Order, customer: Customer): Promise<boolean> {
      return !(await super.stockAvailable(order, customer));
    }
  }
  expect(await decided(Both)).toEqual([]);
});

test.each<[string, new (given: OrderServiceCollaborators) => object, string]>([
  [
    "says now this, now that",
    class extends Service {
      protected override decide(): boolean {
        return this.asked % 2 === 0;
      }
    },
    "says no, and, asked the same again, yes",
  ],
  [
    "changes what it is given",
    class extends Service {
      protected override decide(order: Order, customer: Customer): boolean {
        order.total += 1;
        return super.decide(order, customer);
      }
    },
    "changes what it is asked about",
  ],
  [
    "stumbles",
    class extends Service {
      protected override decide(order: Order): boolean {
        return (order as Order & { items: readonly unknown[] }).items.length > 0;
      }
    },
    "stockAvailable() of OrderService failed with TypeError",
  ],
  [
    "fails for some",
    class extends Service {
      protected override decide(order: Order, customer: Customer): boolean {
        if (order.total > 10) throw new Error("too much");
        return super.decide(order, customer);
      }
    },
    "stockAvailable() of OrderService failed with Error",
  ],
])("a method that %s is wrong", async (_, Handler, told) => {
  const report = await decided(Handler);
  expect(report).toContain(told);
  expect(report).toContain("--property decisions --component OrderService");
});
