import type { NotificationServicePort } from "./ports.gen.ts";

/** NotificationService in diagrams/checkout.puml. Yours: fill in, change, extend. */
export class NotificationService implements NotificationServicePort {
  /** What would go out by mail. */
  readonly sent: string[] = [];

  /** warn(customerId) */
  async warn(customerId: string): Promise<void> {
    this.sent.push(`warning to ${customerId}`);
  }

  /** sendReceipt(orderId) */
  async sendReceipt(orderId: string): Promise<void> {
    this.sent.push(`receipt for ${orderId}`);
  }
}
