import { type CheckedLine, checkLine, unread, type Wanted } from '../checkLine';
import type { FormatId, Row } from '../formats/format';
import type { Line } from '../lines';
import { textOf } from '../lineValue';
import type { FileKind } from '../rowChecker';
import { Tally } from '../tally';
import type { TextLine } from '../textLines';
import { GrowingNumbers } from './growing';
import { hashOfBytes, hashOfWords } from './hash';
import { type LineList, maxLinesNamed, type Mistake, mistakeKind, type Said, type SurveyPart } from './part';
import { factsOf } from './rowFacts';
import { type SecretKind, secretsIn } from './secrets';

/** Messages of a row beyond which they are no longer told apart. */
const maxTurns = 1_000;
/** Roles that are counted: a file whose roles are all different has mistakes. */
const maxRoles = 50;

/** What is looked for in lines. */
export interface PartWanted extends Wanted {
  /** Whether only their mistakes are: that takes a fifth of the time, and nothing else is counted. */
  readonly checksOnly?: boolean;
}

/** Counts what is in some lines of a file that follow each other. */
export class PartSurvey {
  private readonly tally: Tally;
  private readonly mistakes = new Map<string, Mistake & LineList>();
  private readonly said = new Map<string, Said>();
  private readonly turns = new Map<number, number>();
  private readonly secrets = new Map<SecretKind, LineList>();
  private readonly columns = {
    lines: new GrowingNumbers(),
    characters: new GrowingNumbers(),
    exact: new GrowingNumbers(),
    similar: new GrowingNumbers(),
  };
  private trained = 0;

  /** @param kind what the lines before these say that the file is; null: nothing */
  constructor(
    private readonly wanted: PartWanted,
    kind: FileKind | null,
  ) {
    this.tally = new Tally(wanted);
    this.tally.kind = kind;
  }

  /** What these lines and the ones before them say that the file is. */
  get kind(): FileKind | null {
    return this.tally.kind;
  }

  /** Whether so many lines are broken that the rest is not worth reading. */
  get isStopped(): boolean {
    return this.tally.isFull;
  }

  /** Checks a line whose text is known already, and counts nothing else of it. */
  check({ number, text }: TextLine): void {
    this.note(number, checkLine(text, this.tally.kind, this.wanted));
  }

  add(line: Line): void {
    const { number } = line;
    const { text, checked } = this.read(line);
    this.note(number, checked);
    if (this.wanted.checksOnly === true) return;
    for (const secret of new Set(Array.from(secretsIn(text), ({ kind }) => kind)))
      this.noteSecret(secret, number);
    const { kind } = this.tally;
    if (checked.row === null || kind === null || line.bytes === null) return;
    this.count(number, line.bytes, checked.row, kind.format.id);
  }

  /** Takes what was found in a line that was read elsewhere, and counts no more of it. */
  note(line: number, checked: CheckedLine): void {
    this.tally.note(line, checked);
    for (const { rule, severity, reason } of checked.problems) {
      const key = mistakeKind({ rule, severity, reason });
      const known = this.mistakes.get(key);
      if (known === undefined) this.mistakes.set(key, { rule, severity, reason, count: 1, lines: [line] });
      else addLine(known, line);
    }
  }

  /** @param lines how many there were, blank ones among them */
  part(lines: number): SurveyPart {
    const { examples, brokenLines, warnings, problems, isStopped } = this.tally.report();
    const { kind } = this.tally;
    const { columns } = this;
    return {
      lines,
      kind: kind === null ? null : { format: kind.format.id, method: kind.method },
      ...{ examples, brokenLines, warnings, problems, isStopped },
      mistakes: [...this.mistakes.values()],
      rows: {
        lines: columns.lines.values,
        characters: columns.characters.values,
        exact: columns.exact.values,
        similar: columns.similar.values,
      },
      said: Object.fromEntries(this.said),
      turns: Object.fromEntries(this.turns),
      trained: this.trained,
      secrets: [...this.secrets].map(([secret, found]) => ({ kind: secret, ...found })),
    };
  }

  private read(line: Line): { readonly text: string; readonly checked: CheckedLine } {
    try {
      const text = textOf(line);
      return { text, checked: checkLine(text, this.tally.kind, this.wanted) };
    } catch (error) {
      return { text: '', checked: unread(error) };
    }
  }

  private count(line: number, bytes: Uint8Array, row: Row, format: FormatId): void {
    const { turns, characters, trained } = factsOf(row, format);
    this.trained += trained;
    const messages = Math.min(turns.length, maxTurns);
    this.turns.set(messages, (this.turns.get(messages) ?? 0) + 1);
    for (const { role, text } of turns) this.saidBy(role, text.length);
    this.columns.lines.add(line);
    this.columns.characters.add(characters);
    const exact = hashOfBytes(bytes);
    this.columns.exact.add(exact.high);
    this.columns.exact.add(exact.low);
    const similar = hashOfWords(turns.map(({ text }) => text));
    this.columns.similar.add(similar.high);
    this.columns.similar.add(similar.low);
  }

  private saidBy(role: string, characters: number): void {
    const said = this.said.get(role);
    if (said !== undefined) {
      said.messages++;
      said.characters += characters;
    } else if (this.said.size < maxRoles) this.said.set(role, { messages: 1, characters });
  }

  private noteSecret(kind: SecretKind, line: number): void {
    const known = this.secrets.get(kind);
    if (known === undefined) this.secrets.set(kind, { count: 1, lines: [line] });
    else addLine(known, line);
  }
}

function addLine(list: LineList, line: number): void {
  list.count++;
  if (list.lines.length < maxLinesNamed && list.lines.at(-1) !== line) list.lines.push(line);
}
