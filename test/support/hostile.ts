const payload = "globalThis.__pwned = true";

/** Texts that run this payload where they get out of the literal, comment or name that they were put in. */
export const payloads: readonly string[] = [
  `"; ${payload}; "`,
  `'; ${payload}; '`,
  `\`; ${payload}; \``,
  `\${${payload}}`,
  `*/ ${payload}; /*`,
  `a\u2028${payload}\u2029b`,
  `\\" + (${payload}) + \\"`,
  `</script><script>${payload}</script>`,
];

/** Texts that mean something to an engine, a file system, a tool or this generator. */
export const hostileTexts: readonly string[] = [
  ...payloads,
  ..."\\ ` \" ' $ ${ ${} */ /* // <!-- --> ( ) { } [ ] < > | & # @ \\u0041 $& %s {{x}} {{{x}}} @ts-ignore @ts-nocheck".split(
    " ",
  ),
  "eslint-disable",
  "prettier-ignore",
  "oxfmt-ignore",
  "# sourceMappingURL=x",
  "a\tb",
  "\u0007\u001B[31m",
  "\u202Eevil\u202C",
  "\uD800",
  "x\uDC00y",
  "😀",
  "e\u0301te\u0301",
  "한글".normalize("NFD"),
  "\u200B",
  "\uFEFF",
  "\u0085",
  "x".repeat(3000),
  ..."../../x /etc/passwd C:\\x con NUL aux. trailing... . .. ~".split(" "),
  ..."__proto__ constructor prototype then toString hasOwnProperty valueOf toJSON __defineGetter__".split(
    " ",
  ),
  ..."await class default enum eval arguments undefined NaN true null this new of async static any never".split(
    " ",
  ),
  ..."Promise Error Map Object Array Date Record Awaited ErrorOptions JsonValue Request Buffer process".split(
    " ",
  ),
  ..."z sql parse protocol contract describe test subject from record caught NotImplementedError".split(" "),
  ..."SqlDatabase RedisCommands background collaborators length status body kind name message cause".split(
    " ",
  ),
  ..."a-b a_b aB AB ａＢ 1 -1 1e999 9007199254740993 a.b.c a[0] a?.b List<List<__proto__>> 404".split(" "),
  '{"__proto__": {"polluted": true}}',
  '{"constructor": 1, "then": 2, "a": {"toString": 3}}',
  "f(__proto__, constructor, then)",
  'throw Error("`${x}")',
  "GET /../../x/{__proto__}?a=`&b=${c}",
  "SELECT `${x}` FROM \"t\" WHERE a = '*/' -- x",
  "SELECT a /* ${x} */ FROM t WHERE b = :b",
  "DEL a:{`}:${x}",
  'Event {__proto__, then, a: "`"}',
  '200 OK {"length": 1, "kind": null}',
  "",
];

const people = 'actor U\nparticipant A\nparticipant B\ndatabase DB\ndatabase "Redis" as R\nqueue K\n';

const diagram =
  (body: string) =>
  (text: string): string =>
    `@startuml\n${body.replaceAll("%", () => text)}\n@enduml\n`;
const between = (body: string): ((text: string) => string) =>
  diagram(`${people}U -> A: go(id)\n${body}\nA --> U: ok`);
const whole = (body: string): ((text: string) => string) => diagram(people + body);

/** Diagrams with a text at every position where one can stand. */
export const positions: Readonly<Record<string, (text: string) => string>> = {
  "label of a participant": diagram(
    'participant "%" as P\nactor U\nU -> P: go(id)\nP -> P: work\nP --> U: done',
  ),
  "two equal labels": diagram(
    'participant "%" as P\nparticipant "%" as Q\nU -> P: go(id)\nP -> Q: work(id)\nP --> U: done',
  ),
  "code of a participant": diagram('participant "X" as %\nactor U\nU -> %: go(id)\n% --> U: done'),
  "undeclared code": diagram('U -> "%": go(id)\n"%" -> B: x(id)\nB --> "%": y\n"%" --> U: done'),
  stereotype: diagram("participant P <<%>>\nactor U\nU -> P: go(id)\nP --> U: done"),
  "label of a database": diagram(
    'database "%" as D\nactor U\nU -> A: go(id)\nA -> D: SELECT * FROM t WHERE id = :id\nD --> A: rows\nA --> U: ok',
  ),
  "label of a queue": diagram('queue "%" as D\nactor U\nU -> A: go(id)\nA -> D: OrderPaid {id}\nA --> U: ok'),
  message: between("A -> B: %\nB --> A: %"),
  "message to a database": between("A -> DB: %\nDB --> A: %"),
  "message to redis": between("A -> R: %\nR --> A: %"),
  "message to a queue": between("A -> K: %"),
  "first message": whole("U -> A: %\nA --> U: %"),
  "first event": whole("K -> A: %\nA -> A: %\nA --> K: %"),
  "background step": between("A -> A: %\nnote right: runs in background"),
  "name of a call": between("A -> B: %(id)\nB --> A: r"),
  argument: whole('U -> A: go(%, x)\nA -> B: f(%, x, "%")\nB --> A: %\nA --> U: %'),
  "typed argument": whole("U -> A: go(%: string, x: %)\nA --> U: %"),
  literal: between("A -> B: f(\"%\", '%', id)\nA -> B: f(%, %, id)"),
  receiver: between("A -> B: %.run(id)\nB -> A: x.%(id)"),
  "HTTP path": whole('U -> A: POST /x/%/{%}?%=%&q={%}\nA --> U: 200 {"%": "%"}'),
  "HTTP body": whole(
    'U -> A: POST /x {"%": "%", "n": {"%": [1, "%"]}}\nA --> U: 200 OK {"%": %, "status": "%"}',
  ),
  "HTTP status": whole('U -> A: GET /x/{id}\nA --> U: 404 % {"error": "%"}'),
  "SQL query": between("A -> DB: SELECT % FROM % WHERE % = :% AND a = '%'\nDB --> A: %"),
  "SQL change": between(
    "A -> DB: INSERT INTO % (%, b) VALUES (:%, ?)\nA -> DB: UPDATE t SET % = '%' WHERE id = :id\nA -> DB: DELETE FROM t WHERE a = %",
  ),
  "redis command": between(
    "A -> R: DEL %:{%}:x\nA -> R: SET k:{id} %\nR --> A: %\nA -> R: SETEX a:{id} 10 {%}",
  ),
  "name of an event": whole("K -> A: %Created {id, name}\nA -> K: %Done {id}"),
  "field of an event": whole('K -> A: Created {%, a: "%", b: %}\nA -> K: Done {%}'),
  exception: between(
    'A -> B: f(id)\nalt ok\nB --> A: r\nelse bad\nB --> A: throw %("%")\nA --> U: throw NotFound("%")\nend',
  ),
  "guard on a value": between(
    "A -> B: f(id)\nB --> A: {status}\nalt status = %\nA -> B: g(id)\nelse %\nA -> B: h(id)\nend",
  ),
  "guard on a field": between(
    'A -> B: f(id)\nB --> A: {%}\nalt % = "%"\nA -> B: g(id)\nelse % > 3\nA -> B: h(%)\nend',
  ),
  "guard in prose": between("opt %\nA -> B: g(id)\nend\nalt %\nA -> B: g1(id)\nelse %\nA -> B: g2(id)\nend"),
  loop: between("loop %\nA -> B: g(id)\nend\nloop for each % in %\nA -> B: h(%)\nend"),
  group: between("group % [%]\nA -> B: g(id)\nend\npar %\nA -> B: g1(id)\nelse %\nA -> B: g2(id)\nend"),
  "divider, delay and reference": between("== % ==\nA -> B: g(id)\n... % ...\nref over A, B: %"),
  note: between("A -> B: g(id)\nnote right: %\nnote over A, B\n%\n* %: retry 3 times\nend note"),
  "data in a note": between('A -> B: g(payload)\nnote right\n{"%": "%", "x": [%]}\nend note'),
  "title and the like": diagram(
    `title %\nheader %\ncaption %\nlegend\n%\nend legend\n${people}U -> A: go(id)`,
  ),
  box: diagram('box "%" #LightBlue\nparticipant A\nend box\nU -> A: go(id)\nA -> B: x(id)'),
  directive: diagram(
    `' @seqwright name "%" %\n' @seqwright role % component\n' @seqwright type % { %: string }\n' @seqwright policy %\n${people}U -> A: go(X)`,
  ),
  comment: between("' %\n/' % '/\nA -> B: x(id)"),
  presentation: diagram(`skinparam % %\n!theme %\nautonumber "%"\nhide %\n${people}U -> A: go(id)`),
  style: between("A -[#%]> B: x(id)\nactivate B #%\nA ->> B: %"),
};
