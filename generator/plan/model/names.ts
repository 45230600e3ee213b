import { drawingNames } from "seqwright-runtime/model";
import type { DiagramModel, Participant, Step } from "../../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../../protocol/model.ts";
import { kebabCase } from "../../text/lexical/make-identifier.ts";
import { globalTypes, reservedWords } from "../../text/lexical/reserved-words.ts";
import {
  declaredIn,
  jsonValue,
  messagesPath,
  portsPath,
  type CodeSymbol,
  type Symbols,
} from "./code-symbol.ts";
import { runtimeNames } from "./runtime-symbols.ts";

/** What everything of a diagram is called in its generated files. No two things of one scope share a name. */
export interface DiagramNames {
  readonly folder: string;
  readonly symbols: Symbols;
  /** Error classes, by the name that the diagram uses. */
  readonly errors: ReadonlyMap<string, CodeSymbol>;
  /** By participant code. */
  readonly participants: ReadonlyMap<string, ParticipantNames>;
}

export interface ParticipantNames {
  readonly class: CodeSymbol;
  readonly port: CodeSymbol;
  readonly collaborators: CodeSymbol;
  /** The file of its class. */
  readonly file: string;
  readonly field: string;
  /** Its methods, by the model's name for them. */
  readonly methods: ReadonlyMap<string, string>;
}

/** What generated files import from elsewhere, and so must not declare or hide themselves. */
const imported: ReadonlySet<string> = new Set([
  ...runtimeNames,
  "contractTests",
  "describe",
  "protocol",
  "system",
  "test",
]);

/** Gives every type, error, participant, method and file of a diagram its name. */
export function nameEverything(model: DiagramModel, protocols: readonly ComponentProtocol[]): DiagramNames {
  // `steps.gen.ts` imports types and errors beside the functions that it is written with.
  const declared = new NamePool();
  for (const name of [jsonValue.name, ...drawingNames]) declared.take(name, "");
  const message = (name: string, suffix: string): CodeSymbol =>
    declaredIn(messagesPath, declared.take(name, suffix));
  const types = new Map(model.types.map(({ name }) => [name, message(name, "Data")]));
  const errors = new Map(model.errors.map(({ name }) => [name, message(name, "Failure")]));
  const files = new NamePool((name) => name.toLowerCase());
  const fields = new NamePool();
  fields.take("background", "");
  const participants = new Map(
    model.participants.map((participant) => [
      participant.code,
      nameParticipant(participant, methodsOf(participant, model, protocols), {
        declared,
        files,
        fields,
      }),
    ]),
  );
  const ports = new Map([...participants].map(([code, { port }]) => [code, port]));
  return { folder: folderName(model.name), symbols: { types, ports }, errors, participants };
}

function nameParticipant(
  participant: Participant,
  methods: readonly string[],
  { declared, files, fields }: Readonly<Record<"declared" | "files" | "fields", NamePool>>,
): ParticipantNames {
  const className = declared.take(participant.typeName, "Component");
  const members = new NamePool();
  const port = declared.take(`${className}Port`, "");
  const collaborators = declared.take(`${className}Collaborators`, "");
  const file = `${files.take(kebabCase(className, "component"), "-component")}.handler.ts`;
  return {
    class: declaredIn(file, className),
    port: declaredIn(portsPath, port),
    collaborators: declaredIn(portsPath, collaborators),
    file,
    field: fields.take(participant.fieldName, "Port"),
    methods: new Map([...new Set(methods)].map((name) => [name, members.take(name, "Step")])),
  };
}

function methodsOf(
  participant: Participant,
  model: DiagramModel,
  protocols: readonly ComponentProtocol[],
): readonly string[] {
  return [
    ...participant.operations.map(({ method }) => method),
    ...model.steps
      .filter((step) => isSelfStepOf(step, participant))
      .flatMap((step) => (step.kind === "reply" ? [] : [step.method])),
    ...protocols
      .filter(({ component }) => component === participant.code)
      .flatMap(({ decisions }) => decisions.map(({ method }) => method)),
  ];
}

function isSelfStepOf(step: Step, participant: Participant): boolean {
  return step.kind === "self" && step.from === participant.code;
}

/** The class of an error that the diagram throws. */
export function errorSymbol(drawnAs: string, { errors }: DiagramNames): CodeSymbol {
  const symbol = errors.get(drawnAs);
  if (symbol === undefined) throw new Error(`no class for the error ${drawnAs}`);
  return symbol;
}

/** Names of one scope: each can be taken once. A second wish for the same gets the suffix, then a number. */
export class NamePool {
  readonly #taken = new Set<string>();
  readonly #key: (name: string) => string;

  constructor(key: (name: string) => string = (name) => name) {
    this.#key = key;
  }

  take(wanted: string, suffix: string): string {
    let name = wanted;
    for (let round = 1; !this.#isFree(name); round += 1)
      name = wanted + suffix + (round === 1 && suffix !== "" ? "" : round + 1);
    this.#taken.add(this.#key(name));
    return name;
  }

  #isFree(name: string): boolean {
    return (
      !this.#taken.has(this.#key(name)) &&
      !reservedWords.has(name) &&
      !globalTypes.has(name) &&
      !imported.has(name)
    );
  }
}

const notInFolders = /[\u0000-\u001f\u007f<>:"|?*\\/]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The diagram's own name, with what no file system takes replaced; what would lead elsewhere becomes a plain word. */
export function folderName(name: string): string {
  const cleaned = Array.from(name.normalize("NFC").replace(notInFolders, "-"))
    .slice(0, lengthMax)
    .join("")
    .replace(/^[. ]+|[. ]+$/g, "");
  return cleaned === "" || /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i.test(cleaned)
    ? `diagram-${kebabCase(cleaned, "unnamed")}`
    : cleaned;
}

// Of the longest characters, as many as fit into the 255 bytes that a name may have.
const lengthMax = 60;
