import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EventLog } from '../store/eventLog';
import type { FileStore, WireFile } from '../store/fileStore';
import { idFor } from '../store/ids';
import { csvHeader, csvRow } from './csv';
import { metricsOf } from './metricsEvent';
import type { JobRecord } from './record';

/** OpenAI's newer result files are base64 text, older ones and Azure's are plain CSV. */
export type ResultEncoding = 'base64' | 'plain';

/** Writes a job's metrics as `step_metrics.csv`. Its id follows from the job's: written again, it is replaced. */
export async function writeResultFile(
  job: JobRecord,
  log: EventLog,
  files: FileStore,
  encoding: ResultEncoding,
): Promise<WireFile> {
  const content = files.temporaryPath();
  const output = createWriteStream(content, { mode: 0o600, flush: true });
  if (encoding === 'base64') await pipeline(Readable.from(csvLines(log)), new Base64(), output);
  else await pipeline(Readable.from(csvLines(log)), output);
  const { size } = await stat(content);
  return files.add({
    id: idFor('file-', job.id),
    content,
    bytes: size,
    filename: 'step_metrics.csv',
    purpose: 'fine-tune-results',
  });
}

async function* csvLines(log: EventLog): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHeader);
  for await (const { event } of log.readAll()) {
    const metrics = metricsOf(event);
    if (metrics) yield Buffer.from(csvRow(metrics));
  }
}

/** Encodes a stream as one base64 text: three bytes at a time, what is left over waits for the next chunk. */
class Base64 extends Transform {
  private rest: Buffer = Buffer.alloc(0);

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const bytes = Buffer.concat([this.rest, chunk]);
    const whole = bytes.length - (bytes.length % 3);
    this.rest = bytes.subarray(whole);
    done(null, bytes.toString('base64', 0, whole));
  }

  override _flush(done: TransformCallback): void {
    done(null, this.rest.toString('base64'));
  }
}
