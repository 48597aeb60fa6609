import assert from 'node:assert/strict';
import { InvalidResponseError } from '../../../../src/api/http/errors';
import { serverSentEvents } from '../../../../src/api/http/serverSentEvents';

async function* chunksOf(...pieces: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces)
    yield await Promise.resolve(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
}

async function eventsOf(...pieces: readonly (string | Uint8Array)[]): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of serverSentEvents(chunksOf(...pieces), 'https://example.com/x'))
    events.push(event);
  return events;
}

function* repeated(piece: string, times: number): Generator<string> {
  for (let time = 0; time < times; time++) yield piece;
}

describe('the data of server-sent events', () => {
  it('begin behind “data:” and at most one space', async () => {
    assert.deepEqual(await eventsOf('data:"a"\n\ndata: "b"\n\ndata:  "c"\n\n'), ['a', 'b', 'c']);
    assert.deepEqual(await eventsOf('id: 1\nretry: 2\nevent: data: 3\ndate: 4\n\n'), []);
  });

  it('are joined of several lines', async () => {
    assert.deepEqual(await eventsOf('data: [1,\ndata: 2]\n\n'), [[1, 2]]);
    assert.deepEqual(await eventsOf('data: 1\ndata: 2\n\n'), []);
    assert.deepEqual(await eventsOf('data: "a\ndata: b"\n\n'), []);
  });

  it('keep a carriage return that ends no line', async () => {
    assert.deepEqual(await eventsOf('data: [1,\r2]\r\n\r\n'), [[1, 2]]);
  });

  it('are read of characters that were cut in two', async () => {
    const bytes = new TextEncoder().encode('data: "€"\n\n');
    assert.deepEqual(await eventsOf(bytes.subarray(0, 8), bytes.subarray(8)), ['€']);
  });

  it('have at most a million characters an event', async () => {
    const line = `data: "${'x'.repeat(999_992)}"`;
    assert.equal(line.length, 1_000_000);
    assert.equal((await eventsOf(`${line}\n\n${line}\n\n`)).length, 2);
    await assert.rejects(eventsOf(`${line} \n\n`), (error) => {
      assert.ok(error instanceof InvalidResponseError);
      assert.equal(error.message, 'The stream has an event without end');
      assert.deepEqual(error.request, { method: 'GET', url: 'https://example.com/x' });
      assert.deepEqual([error.excerpt, error.requestId], ['', null]);
      return true;
    });
  });
});

describe('server-sent events', () => {
  it('are read however they are cut, with comments and what is no JSON between them', async () => {
    const text =
      ': hello\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata: [DONE]\n\nevent: x\ndata:{"b":2}\n\ndata: {"late":1}';
    assert.deepEqual(await eventsOf(text), [{ a: 1 }, { b: 2 }]);
    assert.deepEqual(await eventsOf(...Array.from(text)), [{ a: 1 }, { b: 2 }]);
  });

  for (const [name, piece] of [
    ['a line', 'x'],
    ['data', 'data: x\n'],
    ['a comment', ': x\n'],
  ] as const) {
    it(`end with a sentence at ${name} without end`, async () => {
      const endless = repeated(piece.repeat(1_000), 2_000);
      await assert.rejects(eventsOf(...endless), (error) => error instanceof InvalidResponseError);
    });
  }

  it('go on for ever, where each of them ends', async () => {
    assert.equal(
      (await eventsOf(...repeated(`data: {"text":"${'x'.repeat(10_000)}"}\n\n`, 300))).length,
      300,
    );
  });
});
