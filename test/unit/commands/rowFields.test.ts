import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ChosenRowFields, readRowFields } from '../../../src/commands/createForm/rowFields';

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

describe('the fields of the rows of a file', () => {
  it('are those that any of its rows has', async () => {
    const text = '{"messages":[],"answer":"a"}\nno JSON\n[1]\n\n{"messages":[],"id":7}\n';
    assert.deepEqual(await readRowFields(chunks(text)), {
      ...{ names: ['messages', 'answer', 'id'], rows: 2, isAll: true },
    });
    assert.deepEqual(await readRowFields(chunks('')), { names: [], rows: 0, isAll: true });
  });

  it('are those of the first rows of a long one', async () => {
    const rows = Array.from({ length: 101 }, (_, at) => JSON.stringify({ [at < 100 ? 'a' : 'b']: at }));
    const expected = { names: ['a'], rows: 100, isAll: false };
    assert.deepEqual(await readRowFields(chunks(rows.join('\n'))), expected);
    const exactly = await readRowFields(chunks(rows.slice(0, 100).join('\n')));
    assert.equal(exactly.isAll, true);
  });

  it('are no more than anybody names, and it is said that there are others', async () => {
    const named = (count: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${String(at)}`, 0])));
    assert.equal((await readRowFields(chunks(named(1000)))).isCut, undefined);
    const { names, isCut } = await readRowFields(chunks(named(1001)));
    assert.deepEqual([names.length, isCut], [1000, true]);
  });

  it('are read once for each version of the file that is chosen', async () => {
    const texts = new Map([['one', '{"a":1}']]);
    let reads = 0;
    let changes = 0;
    const fields = new ChosenRowFields<string>(
      {
        read: (file) => {
          reads += 1;
          return Promise.resolve(chunks(texts.get(file) ?? ''));
        },
        versionOf: (file) => Promise.resolve(texts.get(file) ?? ''),
        record: (error) => assert.fail(String(error)),
      },
      () => {
        changes += 1;
      },
    );
    const look = async (file: string | null) => {
      fields.look(file);
      await setImmediate();
      return fields.found?.names ?? null;
    };
    assert.deepEqual(await look('one'), ['a']);
    assert.deepEqual(await look('one'), ['a']);
    assert.deepEqual([reads, changes], [1, 1]);
    texts.set('one', '{"b":1}');
    assert.deepEqual(await look('one'), ['b']);
    assert.equal(await look(null), null);
    fields.look('one');
    fields.dispose();
    await setImmediate();
    assert.equal(fields.found, null);
  });
});
