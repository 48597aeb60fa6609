import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { countBatch } from '../datasets/tokens/batch';
import { Tokenizer } from '../datasets/tokens/tokenizer';
import type { TokenRequest, TokenResponse, TokenThreadData } from './tokenMessages';

/** A thread that counts the tokens of the batches that it is sent, one after the other. */
const { encoding, folder } = workerData as TokenThreadData; // from TokenThreads alone
const tokenizer = load();

parentPort?.on('message', (lines: TokenRequest) => void respond(lines));

async function load(): Promise<Tokenizer> {
  const [ranks, kinds] = await Promise.all(
    [`${encoding}.ranks`, 'characters.kinds'].map((file) => readFile(path.join(folder, file))),
  );
  if (ranks === undefined || kinds === undefined) throw new Error('There are no files to count tokens with.');
  return new Tokenizer(encoding, { ranks, kinds });
}

/** What fails ends the thread, which reports it. */
async function respond(lines: TokenRequest): Promise<void> {
  const tokens: TokenResponse = countBatch(lines, await tokenizer);
  parentPort?.postMessage(tokens, [tokens.counts.buffer]);
}
