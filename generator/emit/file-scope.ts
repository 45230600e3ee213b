import { StructureKind, type ImportDeclarationStructure } from "ts-morph";
import { jsonValue, type CodeSymbol, type Symbols } from "../plan/model/code-symbol.ts";
import { identifier } from "./escape.ts";

/** The names that the code of one file uses. Printing a symbol through it is what imports the symbol. */
export class FileScope {
  readonly #path: string;
  readonly #symbols: Symbols;
  readonly #uses = new Map<string, Use>();

  constructor(path: string, symbols: Symbols) {
    this.#path = path;
    this.#symbols = symbols;
  }

  /** Prints a symbol where a program needs it when it runs. */
  value(symbol: CodeSymbol): string {
    return this.#use(symbol, false);
  }

  /** Prints a symbol where only its type is needed. */
  type(symbol: CodeSymbol): string {
    return this.#use(symbol, true);
  }

  /** What a type of the model is called; undefined when it has no declaration of its own. */
  namedType(name: string): CodeSymbol | undefined {
    return this.#symbols.types.get(name);
  }

  portOf(participant: string): CodeSymbol {
    return this.#symbols.ports.get(participant) ?? jsonValue;
  }

  uses({ name, from }: CodeSymbol): boolean {
    return this.#uses.get(name)?.from === from;
  }

  /** From packages first, then from the diagram's own files, by name. */
  imports(): readonly ImportDeclarationStructure[] {
    const imported = [...this.#uses.values()].filter(({ from }) => from !== `./${this.#path}`);
    return [...Map.groupBy(imported, ({ from }) => from)]
      .toSorted(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
      .map(([from, uses]) => importFrom(from, uses));
  }

  #use(symbol: CodeSymbol, typeOnly: boolean): string {
    const before = this.#uses.get(symbol.name)?.typeOnly ?? true;
    this.#uses.set(symbol.name, { ...symbol, typeOnly: typeOnly && before });
    return identifier(symbol.name);
  }
}

interface Use extends CodeSymbol {
  readonly typeOnly: boolean;
}

function rank(from: string): number {
  return from.startsWith(".") ? 1 : 0;
}

function importFrom(from: string, uses: readonly Use[]): ImportDeclarationStructure {
  const isTypeOnly = uses.every(({ typeOnly }) => typeOnly);
  return {
    kind: StructureKind.ImportDeclaration,
    moduleSpecifier: from,
    isTypeOnly,
    namedImports: uses
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, typeOnly }) => ({ name: identifier(name), isTypeOnly: typeOnly && !isTypeOnly })),
  };
}
