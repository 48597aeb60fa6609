import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { ChatPart, ChatRequest } from '../../../src/api/chatApi';
import { beginStream, chunkOf, wholeAnswer } from '../../support/chatStream';
import { until } from '../../support/eventually';
import { sendError, sendJson, startServer, type TestServer } from '../../support/httpServer';
import { testClient } from '../../support/testClient';
import { TestClock } from '../../support/testClock';

const request: ChatRequest = {
  model: 'ft:own',
  messages: [{ role: 'user', content: 'Hello' }],
  temperature: 0,
  maxTokens: 50,
};

describe('a streamed answer', () => {
  let server: TestServer;
  let answer: (response: ServerResponse) => void;

  before(async () => {
    server = await startServer((_, response) => {
      answer(response);
    });
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
  });

  const client = () => testClient(`${server.origin}/v1`);
  async function* ask(signal?: AbortSignal) {
    yield* (await client().chat()).stream(request, signal === undefined ? {} : { signal });
  }
  /** What came, and what went wrong after it. */
  const askAndFail = async () => {
    const texts: string[] = [];
    try {
      for await (const part of ask()) if (part.kind === 'text') texts.push(part.text);
    } catch (error) {
      return { text: texts.join(''), error };
    }
    throw new assert.AssertionError({ message: 'it did not fail' });
  };
  const sends = (...pieces: readonly (string | Uint8Array)[]) => {
    answer = (response) => {
      beginStream(response);
      for (const piece of pieces) response.write(piece);
      response.end();
    };
  };

  it('comes with its end and its usage', async () => {
    sends(
      chunkOf('Hel'),
      chunkOf('lo', 'stop'),
      'data: {"choices":[],"usage":{"prompt_tokens":4,"completion_tokens":2}}\n\n',
      'data: [DONE]\n\n',
      chunkOf('nobody reads this'),
    );
    assert.deepEqual(await wholeAnswer(ask()), {
      text: 'Hello',
      end: { kind: 'end', finishReason: 'stop', usage: { promptTokens: 4, completionTokens: 2 } },
    });
    assert.equal(server.requests[0]?.headers.accept, 'text/event-stream');
  });

  it('keeps characters whole that are cut between two pieces', async () => {
    const bytes = Buffer.from(chunkOf('für 🦊', 'stop'));
    answer = (response) => {
      beginStream(response);
      const sendNext = (at: number): void => {
        if (at >= bytes.length) response.end();
        else
          response.write(bytes.subarray(at, at + 1), () => {
            sendNext(at + 1);
          });
      };
      sendNext(0);
    };
    assert.equal((await wholeAnswer(ask())).text, 'für 🦊');
  });

  it('reads line ends of every kind, comments, and fields that it does not know', async () => {
    const crlf = chunkOf('a').replaceAll('\n', '\r\n');
    sends('\uFEFF: hello\n\n', 'id: 1\nevent: message\nsparkle: yes\n', crlf, ':\n\n', chunkOf('b', 'stop'));
    assert.equal((await wholeAnswer(ask())).text, 'ab');
  });

  it('takes parts of text, and a refusal, for text', async () => {
    const delta = (fields: object) => `data: ${JSON.stringify({ choices: [{ delta: fields }] })}\n\n`;
    sends(
      delta({ content: [{ type: 'text', text: 'One. ' }, { type: 'image' }, 7] }),
      delta({ refusal: 'I may not.', content: null }),
      delta({ content: 5 }),
      'data: {"choices":null,"usage":"none"}\n\n',
    );
    assert.deepEqual(await wholeAnswer(ask()), {
      text: 'One. I may not.',
      end: { kind: 'end', finishReason: null, usage: null },
    });
  });

  it('ends without a reason where the server breaks off', async () => {
    sends(chunkOf('Half an ans'));
    const { text, end } = await wholeAnswer(ask());
    assert.deepEqual([text, end], ['Half an ans', { kind: 'end', finishReason: null, usage: null }]);
  });

  it('keeps what came before the connection broke, and fails', async () => {
    answer = (response) => {
      beginStream(response);
      response.write(chunkOf('Half'), () => response.destroy());
    };
    const { text, error } = await askAndFail();
    assert.equal(text, 'Half');
    assert.equal((error as Error).name, 'NetworkError');
  });

  it('fails with the error that comes in the middle, and its request id', async () => {
    sends(chunkOf('Half'), 'data: {"error":{"message":"overloaded","code":"503"}}\n\n', chunkOf('more'));
    const { text, error } = await askAndFail();
    assert.equal(text, 'Half');
    const { name, message, status, requestId } = error as Record<string, unknown>;
    assert.deepEqual([name, message, status, requestId], ['ApiError', 'overloaded', 503, 'req_chat']);
  });

  it('shows of an error in the middle no more than of any other, and no key', async () => {
    const long = 'x'.repeat(9_000);
    for (const [error, expected] of [
      [
        { message: long, code: 'c' },
        { message: long.slice(0, 2_000), code: 'c', status: 500 },
      ],
      ['sk-test-key is wrong', { message: '••• is wrong', code: null, status: 500 }],
      [{ code: 200 }, { message: 'The server stopped with an error', code: '200', status: 500 }],
    ] as const) {
      sends(`data: ${JSON.stringify({ error })}\n\n`);
      const { message, code, status } = (await askAndFail()).error as Record<string, unknown>;
      assert.deepEqual({ message, code, status }, expected);
    }
  });

  it('is refused as any other request', async () => {
    answer = (response) => {
      sendError(response, 400, 'temperature is fixed', 'unsupported_value');
    };
    const { error } = await askAndFail();
    const { name, code, requestId } = error as Record<string, unknown>;
    assert.deepEqual([name, code, requestId], ['ApiError', 'unsupported_value', 'req_test']);
    assert.equal(server.requests.length, 1);
  });

  it('is not requested again when the server fails: it costs', async () => {
    answer = (response) => {
      sendError(response, 500, 'oops');
    };
    await askAndFail();
    assert.equal(server.requests.length, 1);
  });

  it('fails where the server streams no events', async () => {
    answer = (response) => {
      sendJson(response, { choices: [{ message: { content: 'all at once' } }] });
    };
    const { error } = await askAndFail();
    assert.equal((error as Error).message, 'The server did not stream its answer');
    assert.match((error as { excerpt: string }).excerpt, /all at once/);
  });

  for (const [what, data, message] of [
    ['broken JSON', '{"choices":[', /broken JSON/],
    ['what is no object', '"text"', /no answer/],
  ] as const)
    it(`fails at ${what}`, async () => {
      sends(chunkOf('Half'), `data: ${data}\n\n`);
      const { text, error } = await askAndFail();
      assert.equal(text, 'Half');
      assert.match((error as Error).message, message);
    });

  /** Sends for as long as anybody reads. */
  const endless = (head: string, piece: string) => {
    answer = (response) => {
      beginStream(response);
      response.write(head);
      const sendNext = (): void => {
        if (!response.destroyed) response.write(piece, sendNext);
      };
      sendNext();
    };
  };

  it('gives up on a line without an end', async () => {
    endless('data: ', 'x'.repeat(65_536));
    const { error } = await askAndFail();
    assert.match((error as Error).message, /more than 1 MB/);
  });

  it('gives up on an event without an end', async () => {
    endless('', `data: ${'x'.repeat(1_000)}\n`);
    const { error } = await askAndFail();
    assert.match((error as Error).message, /more than 1 MB/);
  });

  it('gives up on an answer without an end', async () => {
    endless('', chunkOf('x'.repeat(60_000)));
    const { error } = await askAndFail();
    assert.match((error as Error).message, /more than 32 MB/);
  });

  it('gives up on a server that is silent', async () => {
    const clock = new TestClock(0);
    answer = (response) => {
      beginStream(response);
      response.write(chunkOf('Half'));
    };
    const parts = (await testClient(`${server.origin}/v1`, { clock }).chat()).stream(request);
    assert.deepEqual((await parts.next()).value, { kind: 'text', text: 'Half' });
    const failed = assert.rejects(parts.next(), {
      name: 'TimeoutError',
      message: 'No response within 120 s',
    });
    await until(() => clock.sleeping > 0);
    clock.advance(120_000);
    await failed;
  });

  it('gives up on an answer that is not whole after ten minutes, however lively it is', async () => {
    const clock = new TestClock(0);
    let sendNext: () => void = () => undefined;
    answer = (response) => {
      beginStream(response);
      sendNext = () => response.write(chunkOf('x'));
      sendNext();
    };
    const parts = (await testClient(`${server.origin}/v1`, { clock }).chat()).stream(request);
    for (let minute = 0; minute < 10; minute++) {
      assert.deepEqual((await parts.next()).value, { kind: 'text', text: 'x' });
      clock.advance(60_000);
      sendNext();
    }
    await assert.rejects(parts.next(), {
      name: 'TimeoutError',
      message: 'The server did not finish its response within 600 s',
    });
  });

  it('is ended by its signal, with the connection', async () => {
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    answer = (response) => {
      beginStream(response);
      response.write(chunkOf('Half'));
      response.on('close', closed);
    };
    const controller = new AbortController();
    const parts: ChatPart[] = [];
    const asking = (async () => {
      for await (const part of ask(controller.signal)) {
        parts.push(part);
        controller.abort(new Error('enough'));
      }
    })();
    await assert.rejects(asking, { message: 'enough' });
    assert.deepEqual(parts, [{ kind: 'text', text: 'Half' }]);
    await isClosed;
  });

  it('does not show the key, should the server repeat it', async () => {
    sends(chunkOf('your key is sk-test-key, is it?', 'stop'));
    assert.doesNotMatch((await wholeAnswer(ask())).text, /sk-test-key/);
  });
});
