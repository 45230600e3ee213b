import { Lexer } from "chevrotain";
import { keyword, lexical, token } from "./lexical.ts";

const { blank, nameChar, quote, quoted, url, color, richColor } = lexical;
const nameOrQuote = `(?:${nameChar}|${quote})`;

export const Blank = token("Blank", `${blank}+`, "a blank", { group: Lexer.SKIPPED });

// Names and what may follow them
export const Name = token("Name", `${nameChar}+`, "a name");
export const Quoted = token("Quoted", quoted, "a quoted name");
export const Url = token("Url", url, "a link [[…]]");
export const Comma = token("Comma", ",", "a comma");
export const Color = token("Color", color, "a colour");
export const RichColor = token("RichColor", richColor, "a colour");
export const Colon = token("Colon", ":", '":"', { push_mode: "text" });
export const Text = token("Text", ".+", "text");
/** The shortest `<<…>>` after which the rest of a statement can follow, as PlantUML's own matching stretches it. */
export const Stereotype = token(
  "Stereotype",
  `<<.+?>>(?=${blank}*(?:$|:|#|\\[|order${blank}|as${blank}|across|over|left|right|top|bottom))`,
  "a stereotype <<…>>",
  { ignoreCase: true },
);

// Arrows: before the arrow
export const Parallel = token("Parallel", "(?<!.)&", '"&"');
export const MessageAnchor = token(
  "MessageAnchor",
  `(?<!${nameOrQuote})\\{[\\p{L}\\p{N}_]+\\}(?=${blank})`,
  "an anchor {…}",
);
export const EndAnchor = token(
  "EndAnchor",
  `(?<=${nameOrQuote})\\{[\\p{L}\\p{N}_]+\\}(?=${blank})`,
  "an anchor {…}",
);
export const AsName = keyword("AsName", "as", { before: `${quote}${blank}*`, after: `${blank}+${nameChar}` });
export const AsQuoted = keyword("AsQuoted", "as", {
  before: `${nameChar}${blank}+`,
  after: `${blank}*${quote}`,
});
export const Border = token(
  "Border",
  "(?<![^& \\t}])[\\[\\]?](?=[oxOX]?[-<>/\\\\])",
  "the border of the diagram",
);
export const BorderMark = token("BorderMark", "(?<=[\\[\\]?])[oxOX](?=[-<>/\\\\])", '"o" or "x"');
/** `o` and `x` mark an arrow's end only with a blank on their outer side; otherwise they are part of a name. */
export const LeftMark = token(
  "LeftMark",
  `(?<=[^\\s&}]${blank}+|${quote}\\{[^}]*\\}${blank}+|${nameChar}\\{[^}]*\\}${blank}+)[oxOX](?=[-<(/\\\\])`,
  '"o" or "x"',
);
export const LeftSlant = token("LeftSlant", "\\(-?\\d+\\)(?=<)", "a slant (…)");
export const LeftHead = token("LeftHead", "(?:<<?_?|\\/\\/?|\\\\\\\\?)(?=[-\\[])", "an arrow head", {
  push_mode: "arrow",
});
export const FirstDashes = token("FirstDashes", "-+", "an arrow", { push_mode: "arrow" });

// Arrows: inside, where everything touches
const styleItem = `(?:#[A-Za-z0-9_]+|dotted|dashed|plain|bold|hidden|norank|single|thickness=\\d+)`;
const style = `\\[${styleItem}(?:,${styleItem})*\\]`;
export const FirstStyle = token("FirstStyle", `${style}(?=-)`, "an arrow style […]", {
  push_mode: "arrow",
  ignoreCase: true,
});
export const Style = token("Style", `(?<=[-<_/\\\\])${style}`, "an arrow style […]", { ignoreCase: true });
export const Dashes = token("Dashes", "(?<=[<_/\\\\\\]])-+", "dashes");
export const RightHead = token("RightHead", "(?<=[-\\]])_?(?:>>?|\\/\\/?|\\\\\\\\?)", "an arrow head");
export const RightMark = token(
  "RightMark",
  `(?<=[-\\]>/\\\\])[oxOX](?=${blank}+${nameOrQuote})(?!${blank}+as${blank}*${quote})`,
  '"o" or "x"',
);
export const RightSlant = token("RightSlant", "(?<=>)\\(-?\\d+\\)", "a slant (…)");
export const BorderMarkRight = token("BorderMarkRight", "(?<=[-\\]>/\\\\])[oxOX](?=[\\[\\]?])", '"o" or "x"');
export const BorderRight = token(
  "BorderRight",
  "(?<=[-\\]>/\\\\oxOX])[\\[\\]?]",
  "the border of the diagram",
  {
    push_mode: "receiver",
  },
);
export const ReceiverName = token("ReceiverName", `${nameChar}+`, "a name", {
  push_mode: "receiver",
  categories: [Name],
});
export const ReceiverQuoted = token("ReceiverQuoted", quoted, "a quoted name", {
  push_mode: "receiver",
  categories: [Quoted],
});

// Arrows: after the arrow
export const AlsoTo = token("AlsoTo", `(?<=[^\\s]${blank})&${blank}${nameChar}+`, "a further receiver");
export const GateActivation = token("GateActivation", "[+*!-]+", "an activation");
export const Activation = token(
  "Activation",
  "(?:--\\+\\+|\\+\\+--|\\+\\+|--|\\*\\*|!!)(?![-+*!])",
  "an activation",
  {
    categories: [GateActivation],
  },
);
export const AnchorLinkEnds = token(
  "AnchorLinkEnds",
  `(?<!.)\\{[\\p{L}\\p{N}_]+\\}${blank}*<->${blank}*\\{[\\p{L}\\p{N}_]+\\}`,
  "two linked anchors",
);

// Declarations and life lines
export const Create = keyword("Create", "create", { after: blank }, { categories: [Name] });
export const Kind = keyword(
  "Kind",
  "participant|actor|boundary|control|entity|database|collections|queue",
  {
    after: blank,
  },
  { categories: [Name] },
);
export const As = keyword("As", "as", { before: blank, after: blank }, { categories: [Name] });
export const Order = token("Order", `(?<=${blank})order${blank}+-?\\d{1,7}(?=$|${blank}|#|\\[)`, '"order"', {
  ignoreCase: true,
  categories: [],
});
export const OpenBody = token("OpenBody", "\\[(?=$)", '"["');
export const LifeAction = keyword("LifeAction", "activate|deactivate|destroy|create", {
  after: blank,
});
export const BareDeactivate = keyword("BareDeactivate", "deactivate", { after: "$" });
export const SecondColor = token("SecondColor", `(?<=${blank})${color}`, "a colour");
export const UpOrDown = token("UpOrDown", "\\+\\+|--", '"++" or "--"');
export const Switch = keyword("Switch", "on|off", { after: "$" });
export const AutoActivate = keyword("AutoActivate", "autoactivate", { after: blank });
export const Return = keyword("Return", "return", { after: `$|[^\\p{L}]` }, { push_mode: "returnText" });
export const ReturnColor = token("ReturnColor", `${color}${blank}`, "a colour", {
  push_mode: "text",
});

// Groups and boxes
export const GroupKeyword = keyword(
  "GroupKeyword",
  "opt|alt|loop|par2|par|break|critical|group|partition|else|also|end",
  { after: `$|${blank}|#` },
  { push_mode: "groupHead" },
);
export const GluedColor = token(
  "GluedColor",
  `(?<=(?:opt|alt|loop|par2|par|break|critical|group|partition))${color}(?=$|${blank})`,
  "a colour",
  {
    ignoreCase: true,
  },
);
export const SpacedColor = token("SpacedColor", `(?<=${blank})${color}(?=$|${blank})`, "a colour", {
  push_mode: "text",
});
export const GroupLabel = token("GroupLabel", `(?<=${blank})[^ \\t\\v\\f\\u00a0].*`, "a label");
export const EndBox = keyword("EndBox", `end${blank}*box`, { after: "$" });
export const Box = keyword("Box", "box", { after: `$|${blank}` }, { push_mode: "boxTitle" });
export const BoxColor = token("BoxColor", `${richColor}(?=$)`, "a colour");
export const QuotedTitle = token(
  "QuotedTitle",
  `${quoted}(?=${blank}*(?:<<.*>>)?${blank}*(?:${richColor})?$)`,
  "a quoted title",
);
export const BoxStereotype = token("BoxStereotype", `(?<=${quote}${blank}*)<<.*>>`, "a stereotype <<…>>");
export const BoxTitle = token("BoxTitle", "[^#]+", "a title");

// Notes and references
export const Beside = token("Beside", "(?<!.)/", '"/"');
export const NoteStyle = keyword("NoteStyle", "note|hnote|rnote", {
  after: `$|${blank}|<|left|right|over|across|accross|top|bottom`,
});
export const Side = keyword("Side", "left|right", { after: `$|[^\\p{L}\\p{N}_.@]` });
export const Over = keyword("Over", "over", { after: blank });
export const TopOrBottom = keyword("TopOrBottom", "top|bottom", { after: `$|[^\\p{L}\\p{N}_.@]` });
export const Across = keyword("Across", "across|accross", { after: `$|[^\\p{L}\\p{N}_.@]` });
export const Of = keyword("Of", "of", { before: blank, after: `${blank}${nameOrQuote}` });
export const Ref = keyword("Ref", "ref", { after: `${blank}|#` });
export const RefColor = token("RefColor", `(?<=ref)${color}`, "a colour", { ignoreCase: true });

// Marks across the whole diagram
export const Divider = token("Divider", "==.*==(?=$)", "a divider == … ==");
export const Delay = token("Delay", "(?:\\.\\.\\.|…)(?:.*(?:\\.\\.\\.|…))?(?=$)", "a delay");
export const Space = token("Space", "\\|\\|(?:\\d+\\|+|\\|+)(?=$)", "a space");
export const NewPage = token("NewPage", `@?newpage(?=$|:|${blank})`, '"newpage"', {
  ignoreCase: true,
  push_mode: "newpage",
});
export const PageTitle = token("PageTitle", `:?${blank}*(?=.*[\\p{L}\\p{N}_.]).+`, "a title");

// Numbering
export const AutoNumber = keyword("AutoNumber", "autonumber");
export const Start = token("Start", `\\d+(?:[^\\p{L}\\s"“”\\d]+\\d+)*(?=$|${blank})`, "a start number");
export const Step = token("Step", `(?<=${blank})\\d+(?=$|${blank})`, "a step", { categories: [] });
export const Format = token("Format", `(?<=${blank})"[^"]+"(?=$)`, "a format in quotes");
export const Stop = keyword("Stop", "stop", { before: blank, after: "$" });
export const Resume = keyword("Resume", "resume", { before: blank, after: `$|${blank}` });
export const Inc = keyword("Inc", "inc", { before: blank, after: `$|${blank}` });
export const IncLetter = token("IncLetter", `(?<=${blank})[A-Za-z](?=$)`, "a letter");
