export { type Level, levels } from "../../model/contract-level.ts";
