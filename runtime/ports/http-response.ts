/** The answer to an HTTP request. Several drawn answers make a union, told apart by `status`. */
export interface HttpResponse<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}
