import assert from 'node:assert/strict';
import { InvalidResponseError } from '../../../../src/api/http/errors';
import { eventsOf } from '../../../../src/api/http/eventStream';

const facts = {
  request: { method: 'POST', url: 'https://api.example/chat' },
  status: 200,
  requestId: 'req_1',
  serverTime: null,
  etag: null,
  nextQuery: null,
  redact: (text: string) => text.replaceAll('sk-key', '…'),
};
const bytes = (text: string) => new TextEncoder().encode(text);

async function* arriving(chunks: readonly (string | Uint8Array)[]) {
  for (const chunk of chunks) yield await Promise.resolve(typeof chunk === 'string' ? bytes(chunk) : chunk);
}

async function eventsIn(...chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  const events: string[] = [];
  for await (const event of eventsOf({ chunks: arriving(chunks), facts })) events.push(event.data);
  return events;
}

async function errorOf(...chunks: readonly (string | Uint8Array)[]): Promise<InvalidResponseError> {
  try {
    await eventsIn(...chunks);
  } catch (error) {
    if (error instanceof InvalidResponseError) return error;
  }
  throw new assert.AssertionError({ message: 'it did not fail' });
}

describe('the events of a response', () => {
  it('are whole, wherever its bytes are cut', async () => {
    const text = bytes('\ufeffdata: äöü\n\ndata: 😀\n\n');
    for (let size = 1; size < 8; size++) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.subarray(at * size, (at + 1) * size),
      );
      assert.deepEqual(await eventsIn(...chunks), ['äöü', '😀'], String(size));
    }
  });

  it('have their kind and their number, where the server names them', async () => {
    const events = [];
    const chunks = arriving(['id: 7\nevent: progress\ndata: a\n\n', 'data: b\n\n']);
    for await (const event of eventsOf({ chunks, facts })) events.push(event);
    assert.deepEqual(events, [
      { type: 'progress', id: '7', data: 'a' },
      { type: 'message', id: null, data: 'b' },
    ]);
  });

  it('end with the response, also where the last one lacks its end', async () => {
    assert.deepEqual(await eventsIn('data: a\n\ndata: b'), ['a', 'b']);
    assert.deepEqual(await eventsIn('data: a\n\ndata: b\n'), ['a', 'b']);
    assert.deepEqual(await eventsIn('data: a\n\ndata: ', bytes('ä').subarray(0, 1)), ['a', '\ufffd']);
  });

  it('are none where it has only comments, white space or nothing', async () => {
    assert.deepEqual(await eventsIn(), []);
    assert.deepEqual(await eventsIn('\n\n', ' \n'), []);
    assert.deepEqual(await eventsIn(': still\n', 'waiting\n\n'), []);
    assert.deepEqual(await eventsIn('data: a\n\n', 'not an event\n'), ['a']);
  });

  it('are an error where it is something else: with its beginning, and without the key', async () => {
    const error = await errorOf('{"echo":"sk-key",', `"text":"${'x'.repeat(5_000)}"}`);
    assert.equal(error.message, 'The server did not stream its answer');
    assert.equal(error.requestId, 'req_1');
    assert.match(error.excerpt, /^\{"echo":"…","text":"x+$/);
    assert.ok(error.excerpt.length <= 1_000);
  });

  it('may have almost a megabyte each, and 32 MB together', async () => {
    const [event] = await eventsIn(`data: ${'x'.repeat(1_000_000)}`, '\n\n');
    assert.equal(event?.length, 1_000_000);
    const long = await errorOf('data: ', 'x'.repeat(1_100_000));
    assert.deepEqual(
      [long.message, long.excerpt],
      ['The server streams more than 1 MB, which is more than is read', ''],
    );
    const comments = Array.from({ length: 32 }, () => `:${'x'.repeat(1024 * 1024 - 2)}\n`);
    assert.deepEqual(await eventsIn(...comments), []);
    assert.equal(
      (await errorOf(...comments, '\n')).message,
      'The server streams more than 32 MB, which is more than is read',
    );
  });
});
