/** PostgreSQL's text of an array, with `parseItem` for what is in it: `{1,NULL}`, `{{"a b"},{"\"c\""}}`, `[0:1]={1,2}`. */
export function parseArray(text: string, parseItem: (text: string) => unknown): readonly unknown[] {
  const lists: unknown[][] = [[]];
  for (const [token, quoted, bare] of text.slice(text.indexOf("{")).matchAll(tokens)) {
    if (token === "{") {
      const list: unknown[] = [];
      lists.at(-1)?.push(list);
      lists.push(list);
    } else if (token === "}") lists.pop();
    else if (bare === "NULL") lists.at(-1)?.push(null);
    else lists.at(-1)?.push(parseItem(bare ?? (quoted ?? "").replace(/\\(.)/gs, "$1")));
  }
  return lists[0]?.[0] as readonly unknown[];
}

// What is not quoted holds no brace, comma, quote nor backslash.
const tokens = /[{}]|"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs;
