export {
  answers,
  asks,
  byAnswerTo,
  byCall,
  byValue,
  decides,
  does,
  gets,
  goesThrough,
  receives,
  sequence,
  tells,
  type Act,
} from "./acts.ts";
export { argument, call, reply, type Arrow } from "./arrows.ts";
export { diagramProtocol, type DrawnDiagram } from "./diagram-protocol.ts";
export {
  alternative,
  breakOff,
  critical,
  fragment,
  group,
  loop,
  nth,
  option,
  parallel,
  when,
} from "./fragments.ts";
export { component, initiator, resource } from "./participants.ts";
export { promises } from "./policies.ts";
export { allOf, anyOf, compares, isEmpty, isOneOf, not } from "../guards/guards.ts";
export { port } from "../types.ts";
export { free, from, literal, record, sqlText, template } from "../values.ts";
