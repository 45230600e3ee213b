import { ServiceError } from "../machine/service-error.ts";

/** What an environment variable gives as an address, if it is one; its text may hold a password, so it is not shown. */
export function givenUrl(
  variable: string,
  text: string,
  { protocols, example }: { readonly protocols: readonly string[]; readonly example: string },
): string {
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  throw notAnAddress(variable, example);
}

export function notAnAddress(variable: string, example: string): ServiceError {
  return new ServiceError(`${variable} is not an address such as ${example}.`, {
    remedy: `Correct it, or unset ${variable} to have a server started here.`,
  });
}
