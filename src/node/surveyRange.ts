import { closeSync, openSync, readSync } from 'node:fs';
import { formatCalled } from '../datasets/formats/table';
import { type Line, Splitter } from '../datasets/lines';
import type { SurveyPart } from '../datasets/survey/part';
import { PartSurvey, type PartWanted } from '../datasets/survey/partSurvey';
import { type TextLine, textLines } from '../datasets/textLines';
import type { SurveyTask } from './surveyTask';

/** Bytes that are read at once. */
const pieceLength = 1024 * 1024;
const newline = 0x0a;

/** Where a file is read to. For stretch after stretch it is made once: V8 frees one that was used for long late. */
export function readingRoom(): Uint8Array {
  return new Uint8Array(pieceLength);
}

/**
 * Surveys the lines that begin in a stretch of a file; the last of them may end behind it. Blocks its thread.
 *
 * @param room nothing of it is kept
 */
export function surveyRange(
  path: string,
  { start, end, kind }: SurveyTask,
  wanted: PartWanted,
  room = readingRoom(),
): SurveyPart {
  const file = openSync(path, 'r');
  try {
    const survey = new PartSurvey(
      wanted,
      kind === null ? null : { ...kind, format: formatCalled(kind.format) },
    );
    const splitter = new Splitter(start === 0);
    const take = (lines: Iterable<Line | TextLine>) => {
      for (const line of lines) {
        if ('text' in line) survey.check(line);
        else survey.add(line);
        if (survey.isStopped) return;
      }
    };
    for (const piece of piecesOf(file, { start, end }, splitter, room)) {
      take(wanted.checksOnly === true ? textLines(piece, splitter) : splitter.split(piece));
      if (survey.isStopped) return survey.part(splitter.count);
    }
    take(splitter.end());
    return survey.part(splitter.count);
  } finally {
    closeSync(file);
  }
}

/** The bytes of the lines that begin in the stretch. Each piece is read into the memory of the one before. */
function* piecesOf(
  file: number,
  { start, end }: Pick<SurveyTask, 'start' | 'end'>,
  splitter: Splitter,
  room: Uint8Array,
): Generator<Uint8Array, void, undefined> {
  let at = start === 0 ? 0 : afterNewline(file, start - 1, end, room);
  if (at < 0) return; // no line begins here
  while (at < end) {
    const piece = readAt(file, at, room.subarray(0, end - at));
    if (piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
  while (splitter.isInside) {
    const piece = readAt(file, at, room);
    if (piece.length === 0) return;
    const ending = piece.indexOf(newline);
    yield ending < 0 ? piece : piece.subarray(0, ending + 1);
    at += piece.length;
  }
}

/** Where the first line begins after a line break that is at this place or later; -1: none does before `end`. */
function afterNewline(file: number, from: number, end: number, room: Uint8Array): number {
  for (let at = from; at < end - 1;) {
    const piece = readAt(file, at, room.subarray(0, end - 1 - at));
    if (piece.length === 0) return -1;
    const found = piece.indexOf(newline);
    if (found >= 0) return at + found + 1;
    at += piece.length;
  }
  return -1;
}

/** As many bytes as there are and fit. */
function readAt(file: number, at: number, room: Uint8Array): Uint8Array {
  return room.subarray(0, readSync(file, room, 0, room.length, at));
}
