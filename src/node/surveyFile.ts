import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { t } from '@vscode/l10n';
import { abortable } from '../api/abortable';
import type { SurveyPart } from '../datasets/survey/part';
import { type FileSurvey, Survey } from '../datasets/survey/survey';
import type { SurveyOptions } from '../datasets/survey/surveyChunks';
import type { SurveyTask, SurveyThread } from './surveyTask';

/** Bytes of a stretch: large enough that threads seldom wait, small enough that progress is seen. */
const stretchLength = 8 * 1024 * 1024;
/** The same until a line says what the file is: the other threads wait for that. */
const firstLength = 64 * 1024;
const maxThreads = 4;
/** Stretches that a thread is given at once, so that it never waits for the next. */
const tasksPerThread = 2;

/**
 * Surveys a file of any size in threads, each a stretch after the other, and never has more of it in memory than those.
 * Rejects on abort, when the file cannot be read, and when it changes meanwhile.
 *
 * @param script of the threads
 * @param messages the texts of the reader's language; undefined: English
 */
export async function surveyFile(
  file: string,
  script: string,
  messages: SurveyThread['messages'],
  { signal, onProgress, ...wanted }: SurveyOptions = {},
): Promise<FileSurvey> {
  const { size, mtimeMs } = await stat(file);
  const survey = new Survey(wanted);
  const count = Math.min(maxThreads, availableParallelism(), Math.ceil(size / stretchLength));
  const threads = Array.from({ length: count }, () => new Thread(script, { path: file, wanted, messages }));
  try {
    await inOrder(threads, size, signal, (part, end) => {
      survey.add(part);
      onProgress?.(end);
      return !survey.isStopped;
    });
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
  const now = await stat(file);
  if (now.size !== size || now.mtimeMs !== mtimeMs)
    throw new Error(t('{0} changed while it was read', path.basename(file)));
  return survey.result(size);
}

/**
 * Has the stretches read, by the threads in turn, and hands their parts out in the order of the file. Until a line says
 * what the file is, a stretch waits for the one before it.
 *
 * @param take gets a part and where it ends; false: the rest is not wanted
 */
async function inOrder(
  threads: readonly Thread[],
  size: number,
  signal: AbortSignal | undefined,
  take: (part: SurveyPart, end: number) => boolean,
): Promise<void> {
  const underWay: { readonly end: number; readonly part: Promise<SurveyPart> }[] = [];
  let kind: SurveyTask['kind'] = null;
  let [start, turn] = [0, 0];
  for (;;) {
    const room = kind === null ? 1 : threads.length * tasksPerThread;
    while (start < size && underWay.length < room) {
      const end = Math.min(size, start + (kind === null ? firstLength : stretchLength));
      const part = threads[turn++ % threads.length]?.survey({ start, end, kind });
      if (part !== undefined) underWay.push({ end, part });
      start = end;
    }
    const next = underWay.shift();
    if (next === undefined) return;
    const part = await abortable(next.part, signal);
    kind ??= part.kind;
    if (!take(part, next.end)) return;
  }
}

/** One thread, which responds in the order in which it is given stretches. */
class Thread {
  private readonly worker: Worker;
  private readonly waiting: {
    readonly resolve: (part: SurveyPart) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];

  constructor(script: string, thread: SurveyThread) {
    this.worker = new Worker(script, { workerData: thread });
    this.worker.on('message', (part: SurveyPart) => this.waiting.shift()?.resolve(part));
    this.worker.on('error', (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  survey(task: SurveyTask): Promise<SurveyPart> {
    const part = new Promise<SurveyPart>((resolve, reject) => this.waiting.push({ resolve, reject }));
    part.catch(() => undefined); // it is awaited in its turn
    this.worker.postMessage(task);
    return part;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
