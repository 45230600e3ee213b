import { ts } from "ts-morph";

/** What a member goes by within its class: `greet`, `#repo`, `get total`, `static of`, `constructor`. */
export function memberName(member: ts.ClassElement, index: number): string {
  const isStatic = ts.canHaveModifiers(member)
    ? (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
    : false;
  return isStatic ? `static ${plainName(member, index)}` : plainName(member, index);
}

function plainName(member: ts.ClassElement, index: number): string {
  if (ts.isConstructorDeclaration(member)) return "constructor";
  if (member.name === undefined) return `[${index}]`;
  const name =
    ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) || ts.isPrivateIdentifier(member.name)
      ? member.name.text
      : member.name.getText();
  if (ts.isGetAccessor(member)) return `get ${name}`;
  return ts.isSetAccessor(member) ? `set ${name}` : name;
}
