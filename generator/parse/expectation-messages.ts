import { tokenLabel, type IParserErrorMessageProvider, type IToken, type TokenType } from "chevrotain";

/** Says what a line lacks in the words of someone who draws diagrams; a token's label is its name for people. */
export const expectationMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }) =>
    `expected ${tokenLabel(expected)} but found ${found(actual)}`,
  buildNotAllInputParsedMessage: ({ firstRedundant }) => `did not expect ${found(firstRedundant)}`,
  buildNoViableAltMessage: ({ expectedPathsPerAlt, actual }) =>
    `expected ${listed(expectedPathsPerAlt.flat())} but found ${found(actual[0])}`,
  buildEarlyExitMessage: ({ expectedIterationPaths, actual }) =>
    `expected ${listed(expectedIterationPaths)} but found ${found(actual[0])}`,
};

function found(token: IToken | undefined): string {
  return token === undefined || token.image === "" ? "the end of the line" : `"${token.image}"`;
}

function listed(paths: readonly (readonly TokenType[])[]): string {
  const labels = paths.flatMap((path) => (path[0] === undefined ? [] : [tokenLabel(path[0])]));
  return [...new Set(labels)].join(" or ");
}
