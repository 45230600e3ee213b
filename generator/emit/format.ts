import { format as prettify, type Options } from "prettier";

/** Fixed here: the output must not depend on the settings of the project that it is written into. */
const options: Options = {
  parser: "typescript",
  // Without a file name, Prettier tries JSX first, which is slow on long files.
  filepath: "generated.ts",
  printWidth: 110,
  tabWidth: 2,
  useTabs: false,
  semi: true,
  singleQuote: false,
  quoteProps: "as-needed",
  trailingComma: "all",
  bracketSpacing: true,
  objectWrap: "collapse",
  arrowParens: "always",
  endOfLine: "lf",
  embeddedLanguageFormatting: "off",
};

/** Lays code out as it is to be read. */
export function format(code: string): Promise<string> {
  return prettify(code, options);
}
