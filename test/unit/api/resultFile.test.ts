import assert from 'node:assert/strict';
import { decodeResultFile, decodeResultStream } from '../../../src/api/resultFile';

const csv = `step,train_loss,train_accuracy,valid_loss\r\n${Array.from({ length: 500 }, (_, step) => `${String(step + 1)},${(1 / (step + 1)).toFixed(5)},0.5,\r\n`).join('')}`;
const base64 = Buffer.from(csv).toString('base64');
const mark = '\uFEFF';

interface Case {
  readonly name: string;
  readonly content: string;
  readonly text: string;
  readonly wasBase64: boolean;
}

const plain = (name: string, content: string, text = content): Case => ({
  name,
  content,
  text,
  wasBase64: false,
});
const encoded = (name: string, content: string, text = csv): Case => ({
  name,
  content,
  text,
  wasBase64: true,
});

const cases: Case[] = [
  encoded('base64', base64),
  encoded('base64 with a line break at the end', `${base64}\n`),
  encoded('base64 in lines', base64.replace(/.{76}/g, '$&\r\n')),
  encoded('base64 of a file with a mark', Buffer.from(mark + csv).toString('base64')),
  encoded(
    'base64 of a quoted header',
    Buffer.from('"step","loss"\n1,2\n').toString('base64'),
    '"step","loss"\n1,2\n',
  ),
  encoded('base64 of a header alone', Buffer.from('step,train_loss').toString('base64'), 'step,train_loss'),
  encoded(
    'base64 where step is not first',
    Buffer.from('epoch,step\n1,2').toString('base64'),
    'epoch,step\n1,2',
  ),
  plain('plain CSV', csv),
  plain('plain CSV with a mark', mark + csv, csv),
  plain('plain text that happens to be base64', 'step'),
  plain('a word that lax decoders take for base64', 'train_loss'),
  plain('base64 of something else', Buffer.from('{"messages":[]}').toString('base64')),
  plain('base64 of a CSV without steps', Buffer.from('a,b\n1,2').toString('base64')),
  plain('base64 that lacks its padding', base64.replace(/=+$/, '').slice(0, -1)),
  plain('base64 with a foreign letter', `${base64.slice(0, 40)}*${base64.slice(41)}`),
  encoded('base64 within white space', ` \n${base64} \n`),
  encoded('base64 of several pieces', Buffer.from(csv.repeat(50)).toString('base64'), csv.repeat(50)),
  encoded(
    'base64 of letters that pieces tear apart',
    Buffer.from(`step,größe\n${'🦊ü'.repeat(100_000)}`).toString('base64'),
    `step,größe\n${'🦊ü'.repeat(100_000)}`,
  ),
  plain('plain text of several pieces', `step,größe\n${'🦊ü'.repeat(100_000)}`),
  plain(
    'base64 with a foreign letter far behind',
    `${base64}${'AAAA'.repeat(100_000)}*AAA${'AAAA'.repeat(10)}`,
  ),
  plain('base64 that goes on after its padding', `c3RlcCxhCg==${'AAAA'.repeat(100_000)}`),
  plain('nothing', ''),
  plain('a web page', '<html>step,</html>'),
];

async function streamed(content: string, size: number): Promise<Buffer> {
  const bytes = Buffer.from(content);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) {
      await Promise.resolve();
      yield bytes.subarray(at, at + size);
    }
  }
  const parts: Uint8Array[] = [];
  for await (const part of decodeResultStream(chunks())) parts.push(part);
  return Buffer.concat(parts);
}

describe('a result file', () => {
  for (const { name, content, text, wasBase64 } of cases) {
    it(`that is ${name} is ${wasBase64 ? 'decoded' : 'left as it is'}`, async () => {
      assert.deepEqual(await decodeResultFile(Buffer.from(content)), { text, wasBase64 });
    });
  }

  for (const size of [1, 3, 64, 1_000, 1_000_000]) {
    it(`is decoded on its way to disk in chunks of ${String(size)} bytes`, async () => {
      assert.ok((await streamed(base64, size)).toString() === csv);
      assert.ok((await streamed(`${base64.replace(/.{76}/g, '$&\r\n')}\n`, size)).toString() === csv);
    });

    it(`is passed on byte for byte when it is plain, in chunks of ${String(size)} bytes`, async () => {
      for (const content of [csv, mark + csv, 'step', '', 'AAAA'.repeat(50_000)]) {
        assert.ok((await streamed(content, size)).equals(Buffer.from(content)), content.slice(0, 20));
      }
    });
  }

  it('that stops being base64 on its way is reported, not mangled', async () => {
    await assert.rejects(streamed(`${base64.slice(0, 4_000)}####${base64}`, 500), /does not go on/);
  });
});
