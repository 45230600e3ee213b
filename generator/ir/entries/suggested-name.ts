import { pascalCase } from "../../text/lexical/make-identifier.ts";

/** `order confirmed event received` = `OrderConfirmed`: a name for the event that a sentence speaks of, where it is short. */
export function suggestedName(text: string): string | undefined {
  const words = text
    .slice(0, 200)
    .split(/[^A-Za-z]+/)
    .filter((word) => word !== "" && !said.test(word));
  return words.length === 2 || words.length === 3 ? pascalCase(words.join(" ")) : undefined;
}

const said =
  /^(?:an?|the|of|for|to|from|with|and|on|by|events?|messages?|publish\w*|receiv\w*|consum\w*|send\w*|sent|emit\w*|deliver\w*|notif\w*|handl\w*|process\w*|subscri\w*|poll\w*|trigger\w*)$/i;
