import assert from 'node:assert/strict';
import { InvalidResponseError } from '../../../src/api/http/errors';
import { serverSentEvents } from '../../../src/api/http/serverSentEvents';

/** What a stream of these pieces says. */
async function eventsOf(pieces: Iterable<string>): Promise<unknown[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield await Promise.resolve(new TextEncoder().encode(piece));
  }
  const events: unknown[] = [];
  for await (const event of serverSentEvents(chunks(), 'jobs/1/progress')) events.push(event);
  return events;
}

function* repeated(piece: string, times: number): Generator<string> {
  for (let time = 0; time < times; time++) yield piece;
}

describe('server-sent events', () => {
  it('are read however they are cut, with comments and what is no JSON between them', async () => {
    const text =
      ': hello\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata: [DONE]\n\nevent: x\ndata:{"b":2}\n\ndata: {"late":1}';
    assert.deepEqual(await eventsOf([text]), [{ a: 1 }, { b: 2 }]);
    assert.deepEqual(await eventsOf(text), [{ a: 1 }, { b: 2 }]);
  });

  for (const [name, piece] of [
    ['a line', 'x'],
    ['data', 'data: x\n'],
    ['a comment', ': x\n'],
  ] as const) {
    it(`end with a sentence at ${name} without end`, async () => {
      const endless = repeated(piece.repeat(1_000), 2_000);
      await assert.rejects(eventsOf(endless), (error) => error instanceof InvalidResponseError);
    });
  }

  it('go on for ever, where each of them ends', async () => {
    assert.equal((await eventsOf(repeated(`data: {"text":"${'x'.repeat(10_000)}"}\n\n`, 300))).length, 300);
  });
});
