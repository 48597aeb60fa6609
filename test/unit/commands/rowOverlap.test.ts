import assert from 'node:assert/strict';
import { ChosenOverlap, overlapText } from '../../../src/commands/createForm/rowOverlap';
import { surveyChunks } from '../../../src/datasets/survey/surveyChunks';
import { eventually, until } from '../../support/eventually';

const row = (text: string) =>
  `${JSON.stringify({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: `Yes, ${text}.` },
    ],
  })}\n`;

describe('the rows of a training file that are in the validation file too', () => {
  let files: Map<string, string>;
  let overlap: ChosenOverlap<string>;
  let surveys: { readonly name: string; readonly signal: AbortSignal | undefined }[];
  let isHeld: boolean;
  let errors: unknown[];

  beforeEach(() => {
    [surveys, errors, isHeld] = [[], [], false];
    files = new Map([
      ['train', row('one') + row('two') + row('three')],
      ['valid', row('two') + row('THREE!')],
      ['other', row('four')],
    ]);
    const textOf = (name: string) => {
      const text = files.get(name);
      if (text === undefined) throw new Error(`no ${name}`);
      return text;
    };
    overlap = new ChosenOverlap(
      {
        survey: (name, options) => {
          surveys.push({ name, signal: options.signal });
          if (isHeld) return new Promise(() => undefined);
          async function* chunks() {
            yield await Promise.resolve(new TextEncoder().encode(textOf(name)));
          }
          return surveyChunks(chunks(), options);
        },
        versionOf: (name) => Promise.resolve().then(() => String(textOf(name).length)),
        record: (error) => errors.push(error),
      },
      () => undefined,
    );
  });
  afterEach(() => {
    overlap.dispose();
  });

  it('are counted, those that differ in case and punctuation by themselves', async () => {
    overlap.look('train', 'valid');
    await until(() => overlap.found !== null);
    assert.deepEqual(overlap.found, { same: 1, similar: 1 });
  });

  it('are counted once, and again when a file has changed', async () => {
    const look = () => {
      overlap.look('train', 'valid');
    };
    look();
    await until(() => overlap.found !== null);
    look();
    files.set('valid', row('five'));
    look();
    await eventually(() => {
      assert.deepEqual(overlap.found, { same: 0, similar: 0 });
    });
    assert.equal(surveys.length, 4);
  });

  it('are not counted on when another file is chosen, or none', async () => {
    isHeld = true;
    overlap.look('train', 'valid');
    await until(() => surveys.length === 1);
    isHeld = false;
    overlap.look('train', 'other');
    assert.equal(surveys[0]?.signal?.aborted, true);
    await until(() => overlap.found !== null);
    assert.deepEqual(overlap.found, { same: 0, similar: 0 });
    overlap.look('train', null);
    assert.equal(overlap.found, null);
  });

  it('are unknown where a file cannot be read, which is noted', async () => {
    overlap.look('train', 'gone');
    await until(() => errors.length === 1);
    assert.equal(overlap.found, null);
  });

  it('are said where there are any', () => {
    assert.equal(overlapText({ same: 0, similar: 0 }), null);
    assert.equal(overlapText({ same: 1, similar: 0 }), '1 row of the training file is in it too');
    assert.equal(
      overlapText({ same: 12, similar: 3 }),
      '12 rows of the training file are in it too, and 3 but for case, spaces and punctuation',
    );
    assert.equal(
      overlapText({ same: 0, similar: 2 }),
      '2 rows of the training file are in it but for case, spaces and punctuation',
    );
  });
});
