import type { Text } from "../../interaction/model.ts";
import type { Meaning } from "../model.ts";
import { messageLines, type MessageLines } from "../lexical/message-lines.ts";
import type { MessageContext } from "./message-context.ts";
import {
  understandCall,
  understandName,
  understandParameterList,
  understandReturnType,
  understandNothing,
  understandThrow,
} from "./understand-code.ts";
import { understandHttpRequest, understandHttpResponse } from "./understand-http.ts";
import { understandData, understandEvent } from "./understand-payload.ts";
import { understandRedis, understandRedisKey, understandSql } from "./understand-storage.ts";

/** What a message's text says, as far as it has a known shape; everything else is prose, never a guess. */
export function understandMessage(text: Text, context: MessageContext): Meaning {
  const lines = messageLines(text);
  if (lines.head.length > 0 && lines.length <= lengthMax && lines.head.length <= linesMax) {
    for (const understand of inOrder) {
      const meaning = understand(lines, context);
      if (meaning !== undefined) return meaning;
    }
  }
  return { kind: "prose", caption: lines.head.join(" "), details: lines.details };
}

/** Longer texts are documents, not labels. */
const lengthMax = 20_000;
const linesMax = 400;

/** The more a shape demands, the earlier it is tried. */
const inOrder: readonly ((lines: MessageLines, context: MessageContext) => Meaning | undefined)[] = [
  understandHttpRequest,
  understandHttpResponse,
  understandThrow,
  understandSql,
  understandRedis,
  understandRedisKey,
  understandNothing,
  understandReturnType,
  understandCall,
  understandEvent,
  understandData,
  understandParameterList,
  understandName,
];
