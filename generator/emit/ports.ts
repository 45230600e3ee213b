import type { InterfaceDeclarationStructure, OptionalKind } from "ts-morph";
import type { InterfaceMember, InterfacePlan, PortsFile, Symbols } from "../plan/model/emit-plan.ts";
import { identifier } from "./escape.ts";
import { printTypeNode } from "./print-type.ts";
import { buildSource, docs, generatedHeader } from "./source-text.ts";

export function renderPorts(file: PortsFile, source: string, symbols: Symbols): string {
  const interfaces = file.interfaces.map((plan) => interfaceOf(plan, symbols));
  const code = buildSource(file.path, file.imports, (target) => void target.addInterfaces(interfaces));
  return generatedHeader(source) + code;
}

function interfaceOf(plan: InterfacePlan, symbols: Symbols): OptionalKind<InterfaceDeclarationStructure> {
  return {
    name: identifier(plan.name),
    isExported: true,
    docs: docs(plan.docs),
    properties: plan.members.flatMap((member) =>
      member.kind === "property" ? [property(member, symbols)] : [],
    ),
    methods: plan.members.flatMap((member) => (member.kind === "method" ? [method(member, symbols)] : [])),
  };
}

/** `readonly repo: EventRepositoryPort;` */
function property({ name, type, docs: lines }: InterfaceMember & { kind: "property" }, symbols: Symbols) {
  return { name: identifier(name), isReadonly: true, type: printTypeNode(type, symbols), docs: docs(lines) };
}

/** `updateContentImages(eventDraftId: string, imageUrls: ImageUrls): Promise<void>;` */
function method(member: InterfaceMember & { kind: "method" }, symbols: Symbols) {
  return {
    name: identifier(member.name),
    docs: docs(member.docs),
    parameters: member.parameters.map(({ name, type }) => ({
      name: identifier(name),
      type: printTypeNode(type, symbols),
    })),
    returnType: printTypeNode(member.returns, symbols),
  };
}
