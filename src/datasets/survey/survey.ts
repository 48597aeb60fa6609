import type { DataSurvey, NamedLines, Repeats } from '../../shared/dataSurvey';
import { maxBrokenLines, maxListedProblems } from '../limits';
import type { DatasetReport, LineProblem } from '../report';
import { nameOf } from '../rowChecker';
import { rangesOf, valuesOf } from './buckets';
import { Seen } from './duplicates';
import {
  type LineList,
  maxLinesNamed,
  type Mistake,
  mistakeKind,
  type RowHashes,
  type Said,
  type SurveyPart,
} from './part';
import type { PartWanted } from './partSurvey';
import type { SecretKind } from './secrets';

/** Rows that are listed as the longest. */
const maxLongest = 10;

/** A file as read: for the list of its problems, and for a person to judge it. */
export interface FileSurvey {
  readonly report: DatasetReport;
  readonly survey: DataSurvey;
  /** Twenty bytes a row: where they were wanted. */
  readonly hashes?: RowHashes;
}

/** How a file is surveyed. */
export interface SurveyWanted extends PartWanted {
  /** Whether its rows are to be compared with those of another file. */
  readonly withHashes?: boolean;
}

/** Puts the parts of a file together, in their order. */
export class Survey {
  private lines = 0;
  private kind: SurveyPart['kind'] = null;
  private brokenLines = 0;
  private warnings = 0;
  private examples = 0;
  private characters = 0;
  private trained = 0;
  private readonly problems: LineProblem[] = [];
  private readonly mistakes = new Map<string, Mistake>();
  private readonly said = new Map<string, Said>();
  private readonly turns = new Map<number, number>();
  private readonly secrets = new Map<SecretKind, LineList>();
  private readonly lengths = new Map<number, number>();
  private longest: { line: number; characters: number }[] = [];
  private readonly rows = new Repetition();
  private readonly words = new Repetition();

  private readonly parts: RowHashes[] = [];

  constructor(private readonly wanted: SurveyWanted) {}

  /** Whether so many lines are broken that the rest is not worth reading. */
  get isStopped(): boolean {
    return this.brokenLines >= maxBrokenLines;
  }

  add(part: SurveyPart): void {
    const before = this.lines;
    this.kind ??= part.kind;
    this.lines += part.lines;
    this.brokenLines += part.brokenLines;
    this.warnings += part.warnings;
    this.examples += part.examples;
    this.trained += part.trained;
    for (const problem of part.problems.slice(0, maxListedProblems - this.problems.length))
      this.problems.push({ ...problem, line: problem.line + before });
    for (const mistake of part.mistakes) this.addMistake(mistake, before);
    for (const [role, said] of Object.entries(part.said)) this.addSaid(role, said);
    for (const [turns, count] of Object.entries(part.turns)) addTo(this.turns, Number(turns), count);
    for (const found of part.secrets) {
      const known = this.secrets.get(found.kind) ?? { count: 0, lines: [] };
      this.secrets.set(found.kind, joined(known, found, before));
    }
    this.addRows(part.rows, before);
    if (this.wanted.withHashes === true) this.keepHashes(part.rows, before);
  }

  /** @param size of the file, in bytes */
  result(size: number): FileSurvey {
    const { examples, problems, brokenLines, warnings, isStopped, kind } = this;
    const method = this.wanted.method ?? kind?.method ?? 'supervised';
    const format = kind?.format ?? null;
    const report = { method, format, examples, problems, brokenLines, warnings, isStopped };
    const said = [...this.said].map(([role, each]) => ({ role, ...each }));
    const mistakes = [...this.mistakes.values()];
    return {
      report,
      ...(this.wanted.withHashes === true ? { hashes: allOf(this.parts) } : {}),
      survey: {
        ...{ lines: this.lines, size, method, examples, brokenLines, warnings, isStopped },
        format: format === null ? null : nameOf(format),
        mistakes: mistakes.sort((a, b) => errorsFirst(a) - errorsFirst(b) || b.count - a.count),
        said: said.sort((a, b) => b.characters - a.characters),
        turns: valuesOf(this.turns),
        lengths: rangesOf(this.lengths),
        ...{ characters: this.characters, trained: this.trained, longest: this.longest },
        ...{ same: this.rows.found, similar: this.words.found },
        secrets: [...this.secrets].map(([secret, found]) => ({ kind: secret, ...found })),
      },
    };
  }

  private keepHashes({ lines, exact, similar }: RowHashes, before: number): void {
    this.parts.push({ lines: lines.map((line) => line + before), exact, similar });
  }

  private addMistake(mistake: Mistake, before: number): void {
    const key = mistakeKind(mistake);
    const known = this.mistakes.get(key) ?? { ...mistake, count: 0, lines: [] };
    this.mistakes.set(key, { ...known, ...joined(known, mistake, before) });
  }

  private addSaid(role: string, { messages, characters }: Said): void {
    const known = this.said.get(role) ?? { messages: 0, characters: 0 };
    this.said.set(role, {
      messages: known.messages + messages,
      characters: known.characters + characters,
    });
  }

  private addRows({ lines, characters, exact, similar }: SurveyPart['rows'], before: number): void {
    for (let at = 0; at < lines.length; at++) {
      const line = (lines[at] ?? 0) + before;
      const length = characters[at] ?? 0;
      this.characters += length;
      addTo(this.lengths, length, 1);
      this.compareLength(line, length);
      const isSame = this.rows.add(line, exact[2 * at] ?? 0, exact[2 * at + 1] ?? 0);
      this.words.add(line, similar[2 * at] ?? 0, similar[2 * at + 1] ?? 0, isSame);
    }
  }

  private compareLength(line: number, characters: number): void {
    if (this.longest.length === maxLongest && characters <= (this.longest.at(-1)?.characters ?? 0)) return;
    this.longest = [...this.longest, { line, characters }]
      .sort((a, b) => b.characters - a.characters)
      .slice(0, maxLongest);
  }
}

function allOf(parts: readonly RowHashes[]): RowHashes {
  return {
    lines: joinedNumbers(parts.map(({ lines }) => lines)),
    exact: joinedNumbers(parts.map(({ exact }) => exact)),
    similar: joinedNumbers(parts.map(({ similar }) => similar)),
  };
}

function joinedNumbers(parts: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Rows that came before. */
class Repetition {
  private readonly seen = new Seen();
  private readonly firsts: number[] = [];
  private readonly pairs: { line: number; of: number }[] = [];
  private count = 0;

  /**
   * Returns whether it repeats one.
   *
   * @param isKnown it is counted elsewhere, and not here
   */
  add(line: number, high: number, low: number, isKnown = false): boolean {
    const first = this.seen.add(high, low);
    if (first < 0) {
      this.firsts.push(line);
      return false;
    }
    if (isKnown) return true;
    this.count++;
    if (this.pairs.length < maxLinesNamed) this.pairs.push({ line, of: this.firsts[first] ?? 0 });
    return true;
  }

  get found(): Repeats {
    return { count: this.count, pairs: this.pairs };
  }
}

/** @param before lines before those that are added */
function joined(known: NamedLines, more: NamedLines, before: number): LineList {
  const lines = more.lines.slice(0, maxLinesNamed - known.lines.length).map((line) => line + before);
  return { count: known.count + more.count, lines: [...known.lines, ...lines] };
}

function addTo(counts: Map<number, number>, value: number, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}

function errorsFirst({ severity }: Mistake): number {
  return severity === 'error' ? 0 : 1;
}
