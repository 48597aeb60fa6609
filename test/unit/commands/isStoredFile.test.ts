import assert from 'node:assert/strict';
import { isStoredFile } from '../../../src/commands/jobFiles/isStoredFile';
import { dialects } from '../../support/dialects';

const { openai } = dialects;

async function* bytesOf(text: string | Error): AsyncGenerator<Uint8Array, void, undefined> {
  if (text instanceof Error) throw text;
  yield await Promise.resolve(Buffer.from(text));
}

const recorded: unknown[] = [];

/** @param stored what the provider shows of it; null: nothing */
async function compare(local: string, stored: string | Error | null, bytes: number | null = local.length) {
  recorded.length = 0;
  const fileContent = stored === null ? 'It shows none.' : true;
  const source = {
    capabilities: { ...openai.capabilities, fileContent },
    files: { content: () => bytesOf(stored ?? '') },
  } as unknown as Parameters<typeof isStoredFile>[2]; // no more of it is used
  const file = { size: local.length, read: () => bytesOf(local) };
  return isStoredFile(file, { id: 'file-1', bytes }, source, new AbortController().signal, (error) => {
    recorded.push(error);
  });
}

describe('a file of this machine, and one of the same name at a provider', () => {
  it('are the same by their bytes, not by their size', async () => {
    assert.equal(await compare('{"a":1}', '{"a":1}'), true);
    assert.equal(await compare('{"a":1}', '{"a":2}'), false);
  });

  it('are not the same where the sizes differ, and are compared where none is known', async () => {
    assert.equal(await compare('{"a":1}', new Error('it was read'), 8), false);
    assert.equal(await compare('{"a":1}', '{"a":1}', null), true);
    assert.equal(await compare('{"a":1}', '{"a":1} ', null), false);
  });

  it('are not known to be the same where the provider shows no bytes, or they cannot be read', async () => {
    assert.equal(await compare('{"a":1}', null), null);
    assert.equal(await compare('{"a":1}', new Error('no right to')), null);
    assert.match(String(recorded), /no right to/);
  });
});
