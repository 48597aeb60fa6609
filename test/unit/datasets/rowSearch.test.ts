import assert from 'node:assert/strict';
import { searchRows } from '../../../src/datasets/rowSearch';
import { rowFileOf } from '../../support/rowFiles';

const chat = (...contents: readonly string[]) =>
  JSON.stringify({ messages: contents.map((content) => ({ role: 'user', content })) });

async function find(text: string, query: string, signal?: AbortSignal): Promise<number[]> {
  const found: number[] = [];
  const file = await rowFileOf(text);
  await searchRows(file, query, {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (lines) => found.push(...lines),
  });
  return found;
}

describe('a search in rows', () => {
  it('finds the lines that show a text, in whichever case', async () => {
    const text = [chat('Where is my ORDER?'), chat('Hi'), '', chat('Hi', 'An order!')].join('\n');
    assert.deepEqual(await find(text, 'Order'), [1, 4]);
    assert.deepEqual(await find(text, 'nothing'), []);
  });

  it('looks at what is shown, and not at the names around it', async () => {
    const text = `${chat('Hi')}\n${chat('the user and its content')}\n`;
    assert.deepEqual(await find(text, 'user'), [2]);
    assert.deepEqual(await find(text, 'messages'), []);
  });

  it('finds what JSON writes with a backslash', async () => {
    const escaped =
      '{"messages":[{"role":"user","content":"Caf\\u00e9 \\u65e5\\u672c \\"one\\"\\ntwo \\ud83d\\ude42 a\\/b"}]}';
    for (const query of ['café', 'CAFÉ', '日本', '"one"', 'one"\ntwo', '🙂', 'a/b'])
      assert.deepEqual(await find(escaped, query), [1], query);
    assert.deepEqual(await find(chat('a.b (c) [d] \\e'), '.b (C) [d] \\'), [1]);
    assert.deepEqual(await find(chat('axb'), 'a.b'), []);
  });

  it('finds text in broken lines, in calls, in answers to choose from and in other fields', async () => {
    const call = { type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } };
    const lines = [
      '{"messages": Oslo',
      JSON.stringify({ messages: [{ role: 'assistant', tool_calls: [call] }] }),
      JSON.stringify({ input: { messages: [] }, preferred_output: [{ role: 'assistant', content: 'Oslo' }] }),
      JSON.stringify({ messages: [], reference: 'oslo' }),
      JSON.stringify({ unknown: 'Oslo' }),
    ];
    assert.deepEqual(await find(lines.join('\n'), 'oslo'), [1, 2, 3, 4, 5]);
  });

  it('ends when it is not wanted any more, and after very many lines', async () => {
    const text = `${chat('Hi')}\n`.repeat(10);
    await assert.rejects(find(text, 'Hi', AbortSignal.abort(new Error('enough'))), /enough/);
    const found: number[] = [];
    const searched: number[] = [];
    await searchRows(await rowFileOf(text), 'hi', {
      maxLines: 3,
      onProgress: (lines, rows) => {
        found.push(...lines);
        searched.push(rows);
      },
    });
    assert.deepEqual([found, searched], [[1, 2, 3], [3]]);
  });
});
