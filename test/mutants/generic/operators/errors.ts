import { Node } from "ts-morph";
import { awaitedCall } from "./calls.ts";
import { instead, type Operator } from "./operator.ts";

/** Mistakes with errors, with the end of a method, and with trying again. */
export const errors: readonly Operator[] = [
  {
    name: "drop throw",
    mistakes: (node) => (Node.isThrowStatement(node) ? [instead(node, ";")] : []),
  },
  {
    name: "throw another error",
    mistakes: (node) => {
      const thrown = Node.isThrowStatement(node) ? node.getExpression() : undefined;
      return Node.isNewExpression(thrown) ? [instead(thrown.getExpression(), "Error")] : [];
    },
  },
  {
    name: "swallow errors",
    mistakes: (node) => {
      const call = awaitedCall(node);
      if (call !== undefined) return [instead(node, `await ${call}.catch(() => undefined);`)];
      if (!Node.isMethodDeclaration(node) || !node.isAsync()) return [];
      const body = node.getBody();
      return body === undefined ? [] : [instead(body, `{ try ${body.getText()} catch { return; } }`)];
    },
  },
  {
    name: "catch more than is drawn",
    mistakes: (node) => {
      if (!Node.isCallExpression(node) || node.getExpression().getText() !== "caught") return [];
      return node.getArguments().map((type) => instead(node, `() => new ${type.getText()}()`));
    },
  },
  {
    name: "let an error through",
    mistakes: (node) => {
      if (!Node.isCallExpression(node)) return [];
      const called = node.getExpression();
      if (!Node.isPropertyAccessExpression(called) || called.getName() !== "catch") return [];
      return [instead(node, called.getExpression().getText())];
    },
  },
  {
    name: "try again",
    mistakes: (node) => {
      const call = awaitedCall(node);
      return call === undefined ? [] : [instead(node, `await ${call}.catch(() => ${call});`)];
    },
  },
  {
    name: "return early",
    mistakes: (node) =>
      Node.isBlock(node) && Node.isFunctionLikeDeclaration(node.getParentOrThrow())
        ? node.getStatements().map((statement) => instead(statement, `return; ${statement.getText()}`))
        : [],
  },
  {
    name: "try once only",
    mistakes: (node) => {
      if (!Node.isCallExpression(node) || node.getExpression().getText() !== "retried") return [];
      const work = node.getArguments().find((argument) => Node.isArrowFunction(argument));
      return work === undefined ? [] : [instead(node, `(${work.getText()})()`)];
    },
  },
];
