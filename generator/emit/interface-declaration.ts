import { StructureKind, type InterfaceDeclarationStructure } from "ts-morph";
import type { InterfaceMember, InterfacePlan } from "../plan/model/interface-plan.ts";
import { identifier } from "./escape.ts";
import type { FileScope } from "./file-scope.ts";
import { printTypeNode } from "./print-type.ts";
import { docs } from "./source-text.ts";

export function interfaceDeclaration(plan: InterfacePlan, scope: FileScope): InterfaceDeclarationStructure {
  return {
    kind: StructureKind.Interface,
    name: identifier(plan.name),
    isExported: true,
    docs: docs(plan.docs),
    properties: plan.members.flatMap((member) =>
      member.kind === "property" ? [property(member, scope)] : [],
    ),
    methods: plan.members.flatMap((member) => (member.kind === "method" ? [method(member, scope)] : [])),
  };
}

/** `readonly repo: EventRepositoryPort;` */
function property({ name, type, docs: lines }: InterfaceMember & { kind: "property" }, scope: FileScope) {
  return { name: identifier(name), isReadonly: true, type: printTypeNode(type, scope), docs: docs(lines) };
}

/** `updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void>;` */
function method(member: InterfaceMember & { kind: "method" }, scope: FileScope) {
  return {
    name: identifier(member.name),
    docs: docs(member.docs),
    typeParameters: (member.typeParameters ?? []).map((name) => identifier(name)),
    parameters: member.parameters.map(({ name, type }) => ({
      name: identifier(name),
      type: printTypeNode(type, scope),
    })),
    returnType: printTypeNode(member.returns, scope),
  };
}
