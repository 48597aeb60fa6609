import assert from 'node:assert/strict';
import { readText } from '../../../../src/api/http/responseBody';

/** A body of these chunks, which notes whether it was cancelled. */
function bodyOf(chunks: readonly Uint8Array[]) {
  const left = [...chunks];
  const facts = { isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
    cancel() {
      facts.isCancelled = true;
    },
  });
  return { body, facts };
}

const encode = (text: string) => new TextEncoder().encode(text);

describe('readText', () => {
  it('is empty without a body', async () => {
    assert.equal(await readText(null, () => undefined, 10), '');
    assert.equal(await readText(bodyOf([]).body, () => undefined, 10), '');
  });

  it('joins chunks, also in the middle of a character, and reports each', async () => {
    let chunks = 0;
    const bytes = encode('a€b');
    const { body } = bodyOf([bytes.subarray(0, 2), bytes.subarray(2)]);
    assert.equal(await readText(body, () => chunks++, 10), 'a€b');
    assert.equal(chunks, 2);
  });

  it('decodes more than a megabyte, cut in the middle of a character', async () => {
    const text = '€'.repeat(800_000);
    const bytes = encode(text);
    const cut = 1024 * 1024;
    const { body } = bodyOf([bytes.subarray(0, cut), bytes.subarray(cut, cut + 5), bytes.subarray(cut + 5)]);
    assert.equal(await readText(body, () => undefined, 10_000_000), text);
  });

  it('has a replacement for a character that never ends', async () => {
    const large = new Uint8Array(1024 * 1024 + 1).fill(0x61);
    large[1024 * 1024] = 0xe2;
    const text = await readText(bodyOf([large]).body, () => undefined, 10_000_000);
    assert.equal(text, `${'a'.repeat(1024 * 1024)}\ufffd`);
  });

  it('reads up to a number of bytes, and cancels what is longer', async () => {
    assert.equal(await readText(bodyOf([encode('abcd')]).body, () => undefined, 4), 'abcd');
    const { body, facts } = bodyOf([encode('abc'), encode('de'), encode('f')]);
    assert.equal(await readText(body, () => undefined, 4), null);
    assert.equal(facts.isCancelled, true);
  });
});
