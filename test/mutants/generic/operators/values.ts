import { Node, type Type } from "ts-morph";
import { instead, neighbours, type Operator, swapped } from "./operator.ts";
import { otherNames } from "./other-names.ts";

/** Mistakes with what is handed on. */
export const values: readonly Operator[] = [
  {
    name: "swap arguments",
    mistakes: (node) =>
      Node.isCallExpression(node) || Node.isNewExpression(node)
        ? neighbours(node.getArguments()).map(([one, other]) => swapped(one, other))
        : [],
  },
  {
    name: "change a text",
    mistakes: (node) => {
      if (!Node.isStringLiteral(node) || isCase(node)) return [];
      const allowed = literalsOf(node.getContextualType());
      const others = allowed.filter((text) => text !== node.getLiteralValue());
      return [...others, ...(allowed.length === 0 ? ["", `${node.getLiteralValue()}~`] : [])].map((text) =>
        instead(node, JSON.stringify(text)),
      );
    },
  },
  {
    name: "change a template",
    mistakes: (node) => {
      if (!Node.isTemplateExpression(node)) return [];
      const source = node.getText();
      const spans = node.getTemplateSpans().map((span) => span.getExpression());
      const isStatement = Node.isTaggedTemplateExpression(node.getParent());
      return [
        // A statement that is broken would be no mistake that anybody makes.
        ...(isStatement
          ? []
          : [instead(node, `\`~${source.slice(1)}`), instead(node, `${source.slice(0, -1)}~\``)]),
        ...(isStatement
          ? []
          : spans.map((value) => ({ start: value.getStart() - 2, end: value.getEnd() + 1, text: "" }))),
        ...neighbours(spans).map(([one, other]) => swapped(one, other)),
        ...(isStatement ? inStatement(source).map((text) => instead(node, text)) : []),
      ];
    },
  },
  {
    name: "change a number",
    mistakes: (node) =>
      Node.isNumericLiteral(node) ? [instead(node, String(node.getLiteralValue() + 1))] : [],
  },
  {
    name: "change true or false",
    mistakes: (node) => {
      if (Node.isTrueLiteral(node)) return [instead(node, "false")];
      return Node.isFalseLiteral(node) ? [instead(node, "true")] : [];
    },
  },
  {
    name: "drop a field",
    mistakes: (node) => {
      if (!Node.isObjectLiteralExpression(node)) return [];
      const fields = node.getProperties();
      return fields.map((field) =>
        instead(
          node,
          `{ ${fields
            .filter((one) => one !== field)
            .map((one) => one.getText())
            .join(", ")} }`,
        ),
      );
    },
  },
  {
    name: "answer with nothing",
    mistakes: (node) => {
      const value = Node.isReturnStatement(node) ? node.getExpression() : undefined;
      if (value === undefined) return [];
      const type = Node.isAwaitExpression(value)
        ? value.getType()
        : (value.getType().getAwaitedType() ?? value.getType());
      return type.isArray() ? [instead(value, "[]")] : [];
    },
  },
  {
    name: "take another value",
    mistakes: (node) => otherNames(node).map((text) => instead(node, text)),
  },
];

function isCase(node: Node): boolean {
  const parent = node.getParent();
  return Node.isCaseClause(parent) || Node.isLiteralTypeNode(parent) || Node.isBinaryExpression(parent);
}

/** The texts that are allowed there, where only some are. */
function literalsOf(type: Type | undefined): readonly string[] {
  const types = type === undefined ? [] : type.isUnion() ? type.getUnionTypes() : [type];
  return types.flatMap((one) => {
    const value = one.getLiteralValue();
    return typeof value === "string" ? [value] : [];
  });
}

/** What might be forgotten or mistaken in SQL, in a template's text. */
function inStatement(template: string): readonly string[] {
  return [
    template.replace(/\s+WHERE\s[^]*`$/i, "`"),
    template.replace(/\s+ON CONFLICT\s[^]*`$/i, "`"),
    template.replace(/\s+AND\s[^]*`$/i, "`"),
    template.replace(/\bTRUE\b/, "FALSE"),
    template.replace(/'(\w+)'/, "'$1~'"),
  ].filter((text) => text !== template);
}
