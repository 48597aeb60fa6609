import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Adam } from './adam';
import { Dimensions, layoutOf } from './dimensions';
import { LanguageModel } from './languageModel';

/** The file's header, one line of JSON; the doubles follow in the machine's own byte order. */
const Head = z.object({
  format: z.literal('fine-tuning-jobs weights 1'),
  dimensions: Dimensions,
  alphabet: z.array(z.int().min(0).max(255)),
  /** Steps trained so far. */
  step: z.int().nonnegative(),
  /** Whether Adam's mean and variance follow the weights, so that training can resume here. */
  resumable: z.boolean(),
  sha256: z.string(),
});

/** A model at some step of its training, with the optimizer if the training may resume. */
export interface Snapshot {
  readonly model: LanguageModel;
  readonly step: number;
  readonly optimizer: Adam | null;
}

export class WeightsFileError extends Error {
  override readonly name = 'WeightsFileError';
}

const newline = 0x0a;

export function encodeSnapshot({ model, step, optimizer }: Snapshot): Buffer {
  const arrays = optimizer ? [model.weights, optimizer.mean, optimizer.variance] : [model.weights];
  const body = Buffer.concat(arrays.map((array) => new Uint8Array(array.buffer)));
  const head: z.infer<typeof Head> = {
    format: 'fine-tuning-jobs weights 1',
    dimensions: model.dimensions,
    alphabet: [...model.alphabet],
    step,
    resumable: optimizer !== null,
    sha256: digest(body),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
}

/** Throws a `WeightsFileError` for anything that `encodeSnapshot` has not written, byte for byte. */
export function decodeSnapshot(file: Buffer): Snapshot {
  const end = file.indexOf(newline);
  const head = parseHead(file.subarray(0, Math.max(0, end)).toString('utf8'));
  const body = file.subarray(end + 1);
  if (digest(body) !== head.sha256) throw new WeightsFileError('the weights are damaged');
  const { size } = layoutOf(head.dimensions);
  if (body.length !== size * 8 * (head.resumable ? 3 : 1)) throw new WeightsFileError('weights are missing');
  const array = (index: number): Float64Array => {
    const values = new Float64Array(size);
    new Uint8Array(values.buffer).set(body.subarray(index * size * 8, (index + 1) * size * 8));
    return values;
  };
  return {
    model: new LanguageModel(head.dimensions, array(0), Uint8Array.from(head.alphabet)),
    step: head.step,
    optimizer: head.resumable ? new Adam(array(1), array(2)) : null,
  };
}

function parseHead(text: string): z.infer<typeof Head> {
  try {
    return Head.parse(JSON.parse(text));
  } catch (error) {
    throw new WeightsFileError('this is not a file of weights', { cause: error });
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
