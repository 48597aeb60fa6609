import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tiktoken } from 'tiktoken/lite';
import { root } from '../../scripts/lib/paths.mjs';
import { kindsOfCharacters, ranksOf } from '../../scripts/lib/tokenFiles.mjs';
import type { EncodingName } from '../../src/datasets/tokens/encodingOf';
import { Tokenizer } from '../../src/datasets/tokens/tokenizer';

/** A tokenizer out of what is shipped, made here so that nothing has to be built. */
export async function tokenizerOf(encoding: EncodingName): Promise<Tokenizer> {
  return new Tokenizer(encoding, { ranks: await ranksOf(encoding), kinds: kindsOfCharacters() });
}

interface ReferenceFile {
  readonly bpe_ranks: string;
  readonly special_tokens: Record<string, number>;
  readonly pat_str: string;
}

/** OpenAI’s own. To be freed. */
export async function referenceOf(encoding: EncodingName): Promise<Tiktoken> {
  const text = await readFile(join(root, `node_modules/tiktoken/encoders/${encoding}.json`), 'utf8');
  const file = JSON.parse(text) as ReferenceFile; // its own file
  return new Tiktoken(file.bpe_ranks, file.special_tokens, file.pat_str);
}
