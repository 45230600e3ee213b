/**
 * Who gives a participant its code: a class to fill in, one in front of a resource's client, the client alone, the
 * runtime that publishes what the diagram says, or nobody.
 */
export type Provision =
  | { readonly by: "handler" | "gateway" | "client" | "publisher" }
  | { readonly by: "nobody"; readonly why: "outside" | "border" | "never asked" | "never called" };
