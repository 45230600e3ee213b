/** Who gives a participant its code: a class to fill in, one in front of a resource's client, the client alone, or nobody. */
export type Provision =
  | { readonly by: "handler" | "gateway" | "client" }
  | { readonly by: "nobody"; readonly why: "outside" | "border" | "never asked" | "never called" };
