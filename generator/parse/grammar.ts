import { CstParser, EMPTY_ALT } from "chevrotain";
import { expectationMessages } from "./expectation-messages.ts";
import { vocabulary } from "./lexer.ts";
import * as look from "./presentation-tokens.ts";
import * as t from "./tokens.ts";

/**
 * One rule for each form of statement, each matching a whole line (or the opening line of a longer statement).
 * PlantUML reads line by line, so recovery is a matter of going on with the next line, not of the grammar.
 */
class StatementParser extends CstParser {
  constructor() {
    super(vocabulary, { errorMessageProvider: expectationMessages, recoveryEnabled: false, maxLookahead: 3 });
    this.performSelfAnalysis();
  }

  // Participants

  /** `participant "Order Service" as Orders <<core>> order 10 #gold`, `create actor User` */
  readonly declaration = this.RULE("declaration", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Create);
          this.OPTION(() => this.CONSUME(t.Kind));
        },
      },
      { ALT: () => this.CONSUME2(t.Kind) },
    ]);
    this.OR2([
      {
        ALT: () => {
          this.CONSUME(t.Name);
          this.OPTION2(() => {
            this.CONSUME(t.As);
            this.OR3([
              { ALT: () => this.CONSUME2(t.Name, { LABEL: "alias" }) },
              { ALT: () => this.CONSUME(t.Quoted, { LABEL: "display" }) },
            ]);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME2(t.Quoted);
          this.OPTION3(() => {
            this.CONSUME2(t.As);
            this.CONSUME3(t.Name, { LABEL: "alias" });
          });
        },
      },
    ]);
    this.SUBRULE(this.declarationSuffix);
  });

  /** `participant Orders <<core>> [` and its display text on the following lines up to `]` */
  readonly longDeclaration = this.RULE("longDeclaration", () => {
    this.CONSUME(t.Kind);
    this.CONSUME(t.Name);
    this.SUBRULE(this.declarationSuffix);
    this.CONSUME(t.OpenBody);
  });

  /** `<<core>> order 10 [[http://…]] #gold` */
  readonly declarationSuffix = this.RULE("declarationSuffix", () => {
    this.MANY(() => this.CONSUME(t.Stereotype));
    this.OPTION(() => this.CONSUME(t.Order));
    this.OPTION2(() => this.CONSUME(t.Url));
    this.OPTION3(() => this.CONSUME(t.RichColor));
  });

  /** `box "Backend" <<zone>> #LightBlue` */
  readonly box = this.RULE("box", () => {
    this.CONSUME(t.Box);
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.QuotedTitle);
            this.OPTION2(() => this.CONSUME(t.BoxStereotype));
          },
        },
        { ALT: () => this.CONSUME(t.BoxTitle) },
      ]);
    });
    this.OPTION3(() => this.CONSUME(t.BoxColor));
  });

  /** `end box` */
  readonly boxEnd = this.RULE("boxEnd", () => {
    this.CONSUME(t.EndBox);
  });

  // Messages

  /** `Alice -> Bob ++ : hello`, `"Long name" as L <<-- Bob`, `{t1} A ->x B`, `A -> B & C : x` */
  readonly message = this.RULE("message", () => {
    this.OPTION1(() => this.CONSUME(t.Parallel));
    this.OPTION2(() => this.CONSUME(t.MessageAnchor));
    this.SUBRULE(this.end, { LABEL: "left" });
    this.OPTION8(() => this.CONSUME(t.LeftMark));
    this.OPTION9(() => this.CONSUME(t.LeftSlant));
    this.SUBRULE(this.arrow);
    this.OPTION(() => this.CONSUME(t.RightSlant));
    this.SUBRULE2(this.end, { LABEL: "right" });
    this.MANY(() => this.CONSUME(t.AlsoTo));
    this.OPTION3(() => this.CONSUME(t.Activation));
    this.OPTION4(() => this.CONSUME(t.Color));
    this.OPTION5(() => this.CONSUME(t.Stereotype));
    this.OPTION6(() => this.CONSUME(t.Url));
    this.OPTION7(() => this.SUBRULE(this.label));
  });

  /** `[-> Alice : in`, `?<-- Alice`, `-> Alice` */
  readonly leftGate = this.RULE("leftGate", () => {
    this.OPTION(() => this.CONSUME(t.Parallel));
    this.OPTION2(() => this.CONSUME(t.MessageAnchor));
    this.OPTION3(() => {
      this.CONSUME(t.Border);
      this.OPTION4(() => this.CONSUME(t.BorderMark));
    });
    this.SUBRULE(this.arrow, { ARGS: [true] });
    this.SUBRULE(this.who);
    this.SUBRULE(this.gateSuffix);
  });

  /** `Alice ->] : out`, `Alice <-?`, `Alice ->` */
  readonly rightGate = this.RULE("rightGate", () => {
    this.OPTION(() => this.CONSUME(t.Parallel));
    this.OPTION2(() => this.CONSUME(t.MessageAnchor));
    this.SUBRULE(this.who);
    this.OPTION5(() => this.CONSUME(t.LeftMark));
    this.SUBRULE(this.arrow, { ARGS: [true] });
    this.OPTION3(() => {
      this.OPTION4(() => this.CONSUME(t.BorderMarkRight));
      this.CONSUME(t.BorderRight);
    });
    this.SUBRULE(this.gateSuffix);
  });

  /** `++ #gold [[http://…]] : text` */
  readonly gateSuffix = this.RULE("gateSuffix", () => {
    this.OPTION(() => this.CONSUME(t.GateActivation));
    this.OPTION2(() => this.CONSUME(t.Color));
    this.OPTION3(() => this.CONSUME(t.Url));
    this.OPTION4(() => this.SUBRULE(this.label));
  });

  /** `Alice`, `"Long name" as L`, `L as "Long name"`, `Alice{t1}` */
  readonly end = this.RULE("end", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Name);
          this.OPTION(() => {
            this.CONSUME(t.AsQuoted);
            this.CONSUME(t.Quoted, { LABEL: "display" });
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME2(t.Quoted);
          this.OPTION2(() => {
            this.CONSUME(t.AsName);
            this.CONSUME2(t.Name, { LABEL: "alias" });
          });
        },
      },
    ]);
    this.OPTION3(() => this.CONSUME(t.EndAnchor));
  });

  /** `->`, `<<--`, `-[#red,dashed]>o`, `/-`; at a gate, a style is not the end of it (`[<-[#red]- Alice`) */
  readonly arrow = this.RULE("arrow", (isGate = false) => {
    this.OPTION3(() => this.CONSUME(t.LeftHead));
    this.OR([
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(t.FirstDashes) }, { ALT: () => this.CONSUME(t.Dashes) }]);
          this.OPTION4(() => {
            this.CONSUME(t.Style);
            this.OR4([
              { ALT: () => this.CONSUME2(t.Dashes) },
              { GATE: () => !isGate || this.LA(1).tokenType === t.RightHead, ALT: EMPTY_ALT() },
            ]);
          });
        },
      },
      {
        ALT: () => {
          this.OR3([{ ALT: () => this.CONSUME(t.FirstStyle) }, { ALT: () => this.CONSUME2(t.Style) }]);
          this.CONSUME3(t.Dashes);
        },
      },
    ]);
    this.OPTION6(() => this.CONSUME(t.RightHead));
    this.OPTION7(() => this.CONSUME(t.RightMark));
  });

  /** `{start} <-> {end} : 5 ms` */
  readonly anchorLink = this.RULE("anchorLink", () => {
    this.CONSUME(t.AnchorLinkEnds);
    this.OPTION(() => this.SUBRULE(this.label));
  });

  /** `: text` */
  readonly label = this.RULE("label", () => {
    this.CONSUME(t.Colon);
    this.OPTION(() => this.CONSUME(t.Text));
  });

  /** `Alice`, `"Long name"` */
  readonly who = this.RULE("who", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Name) }, { ALT: () => this.CONSUME(t.Quoted) }]);
  });

  // Life lines

  /** `activate Bob #gold`, `create Bob`, `deactivate` */
  readonly life = this.RULE("life", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.BareDeactivate) },
      {
        ALT: () => {
          this.CONSUME(t.LifeAction);
          this.SUBRULE(this.who);
          this.OPTION(() => this.CONSUME(t.Color));
          this.MANY(() => this.CONSUME(t.SecondColor));
        },
      },
    ]);
  });

  /** `Bob++`, `Bob --` */
  readonly lifeMark = this.RULE("lifeMark", () => {
    this.CONSUME(t.Name);
    this.CONSUME(t.UpOrDown);
    this.OPTION(() => this.CONSUME(t.Color));
  });

  /** `autoactivate on` */
  readonly autoactivate = this.RULE("autoactivate", () => {
    this.CONSUME(t.AutoActivate);
    this.CONSUME(t.Switch);
  });

  /** `return value` */
  readonly return = this.RULE("return", () => {
    this.OPTION(() => this.CONSUME(t.Parallel));
    this.CONSUME(t.Return);
    this.OPTION2(() => this.CONSUME(t.ReturnColor));
    this.OPTION3(() => this.CONSUME(t.Text));
  });

  // Groups

  /** `alt#gold found`, `else`, `end` */
  readonly group = this.RULE("group", () => {
    this.OPTION(() => this.CONSUME(t.Parallel));
    this.CONSUME(t.GroupKeyword);
    this.OPTION2(() => this.CONSUME(t.GluedColor));
    this.OPTION3(() => this.CONSUME(t.SpacedColor));
    this.OPTION4(() => {
      this.OR([{ ALT: () => this.CONSUME(t.GroupLabel) }, { ALT: () => this.CONSUME(t.Text) }]);
    });
  });

  // Notes and references

  /** `note left of Alice #gold : text`, `note over Alice, Bob` */
  readonly noteOfLifeline = this.RULE("noteOfLifeline", () => {
    this.OPTION(() => this.CONSUME(t.Parallel));
    this.OPTION2(() => this.CONSUME(t.Beside));
    this.CONSUME(t.NoteStyle);
    this.OPTION3(() => this.CONSUME(t.Stereotype));
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Side);
          this.OPTION4(() => this.CONSUME(t.Of));
          this.SUBRULE(this.who);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Over);
          this.OR2([
            {
              ALT: () => {
                this.CONSUME2(t.Of);
                this.SUBRULE2(this.who);
              },
            },
            {
              ALT: () => {
                this.SUBRULE3(this.who);
                this.OPTION5(() => {
                  this.CONSUME(t.Comma);
                  this.SUBRULE4(this.who, { LABEL: "until" });
                });
              },
            },
          ]);
        },
      },
    ]);
    this.SUBRULE(this.noteSuffix);
  });

  /** `note right : text` on the message before it */
  readonly noteOnMessage = this.RULE("noteOnMessage", () => {
    this.CONSUME(t.NoteStyle);
    this.OPTION(() => this.CONSUME(t.Stereotype));
    this.OR([{ ALT: () => this.CONSUME(t.Side) }, { ALT: () => this.CONSUME(t.TopOrBottom) }]);
    this.SUBRULE(this.noteSuffix);
  });

  /** `note across : text` */
  readonly noteAcross = this.RULE("noteAcross", () => {
    this.OPTION(() => this.CONSUME(t.Beside));
    this.CONSUME(t.NoteStyle);
    this.OPTION2(() => this.CONSUME(t.Stereotype));
    this.CONSUME(t.Across);
    this.SUBRULE(this.noteSuffix);
  });

  /** `<<warning>> #gold [[http://…]] : text` */
  readonly noteSuffix = this.RULE("noteSuffix", () => {
    this.OPTION(() => this.CONSUME(t.Stereotype));
    this.OPTION2(() => this.CONSUME(t.RichColor));
    this.OPTION3(() => this.CONSUME(t.Url));
    this.OPTION4(() => this.SUBRULE(this.label));
  });

  /** `ref over Alice, Bob : see login` */
  readonly reference = this.RULE("reference", () => {
    this.CONSUME(t.Ref);
    this.OPTION(() => this.CONSUME(t.RefColor));
    this.CONSUME(t.Over);
    this.SUBRULE(this.who);
    this.MANY(() => {
      this.CONSUME(t.Comma);
      this.SUBRULE2(this.who);
    });
    this.OPTION2(() => this.CONSUME(t.Color));
    this.OPTION3(() => this.CONSUME(t.Url));
    this.OPTION4(() => this.SUBRULE(this.label));
  });

  // Marks across the whole diagram

  /** `== Phase 2 ==`, `... 5 minutes later ...`, `||45||` */
  readonly mark = this.RULE("mark", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Divider) },
      { ALT: () => this.CONSUME(t.Delay) },
      { ALT: () => this.CONSUME(t.Space) },
    ]);
  });

  /** `newpage Part two` */
  readonly newpage = this.RULE("newpage", () => {
    this.CONSUME(t.NewPage);
    this.OPTION(() => this.CONSUME(t.PageTitle));
  });

  /** `title Login`, `left header Draft` */
  readonly title = this.RULE("title", () => {
    this.OR([
      { ALT: () => this.CONSUME(look.TitleKeyword) },
      { ALT: () => this.CONSUME(look.FurnitureKeyword) },
    ]);
    this.CONSUME(look.TitleText);
  });

  /** `title`, `legend top right`, and the lines up to `end title` or `end legend` */
  readonly longTitle = this.RULE("longTitle", () => {
    this.OR([
      { ALT: () => this.CONSUME(look.TitleKeyword) },
      { ALT: () => this.CONSUME(look.FurnitureKeyword) },
    ]);
    this.OPTION(() => this.CONSUME(look.TitleText, { LABEL: "placement" }));
  });

  // Numbering

  /** `autonumber 10 5 "<b>[000]"`, `autonumber stop`, `autonumber resume 2`, `autonumber inc A` */
  readonly autonumber = this.RULE("autonumber", () => {
    this.CONSUME(t.AutoNumber);
    this.OR([
      { ALT: () => this.CONSUME(t.Stop) },
      {
        ALT: () => {
          this.CONSUME(t.Inc);
          this.OPTION(() => this.CONSUME(t.IncLetter));
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Resume);
          this.OPTION2(() => this.CONSUME(t.Step));
          this.OPTION3(() => this.CONSUME(t.Format));
        },
      },
      {
        ALT: () => {
          this.OPTION4(() => {
            this.OR2([
              { ALT: () => this.CONSUME(t.Start) },
              { ALT: () => this.CONSUME2(t.Step, { LABEL: "Start" }) },
            ]);
            this.OPTION5(() => this.CONSUME3(t.Step));
          });
          this.OPTION6(() => this.CONSUME2(t.Format));
        },
      },
    ]);
  });

  // Appearance

  /** `skinparam monochrome true`, `!theme plain`, `hide footbox`, `scale 2` */
  readonly presentation = this.RULE("presentation", () => {
    this.OR([
      { ALT: () => this.CONSUME(look.SkinParam) },
      { ALT: () => this.CONSUME(look.Skin) },
      { ALT: () => this.CONSUME(look.Theme) },
      { ALT: () => this.CONSUME(look.Pragma) },
      { ALT: () => this.CONSUME(look.Scale) },
      { ALT: () => this.CONSUME(look.Hide) },
      { ALT: () => this.CONSUME(look.Unlinked) },
      { ALT: () => this.CONSUME(look.FootBox) },
      { ALT: () => this.CONSUME(look.PageSetting) },
      { ALT: () => this.CONSUME(look.StyleLine) },
      { ALT: () => this.CONSUME(look.Sprite) },
    ]);
  });

  /** `skinparam sequence {`, `<style>`, `sprite $tick [8x8/16] {`, and the lines up to their end */
  readonly longPresentation = this.RULE("longPresentation", () => {
    this.OR([
      { ALT: () => this.CONSUME(look.SkinParamBlock) },
      { ALT: () => this.CONSUME(look.StyleBlock) },
      { ALT: () => this.CONSUME(look.SpriteBlock) },
      { ALT: () => this.CONSUME(look.SpriteDrawing) },
    ]);
  });

  /** `url of Alice is [[http://…]]` */
  readonly link = this.RULE("link", () => {
    this.CONSUME(look.LinkOf);
    this.SUBRULE(this.who);
    this.OPTION(() => this.CONSUME(look.Is));
    this.CONSUME(t.Url);
  });
}

export const statementParser = new StatementParser();

/** The base of the visitor that makes the AST, so that Chevrotain itself is imported in this folder only. */
export const StatementVisitor = statementParser.getBaseCstVisitorConstructor();
