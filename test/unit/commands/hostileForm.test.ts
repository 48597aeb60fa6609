import assert from 'node:assert/strict';
import { baseModelChoices } from '../../../src/commands/createJob/baseModelOrder';
import { emptyDraft, type JobDraft } from '../../../src/commands/createJob/draft';
import { entriesOf } from '../../../src/commands/createJob/entries';
import { metadataFrom } from '../../../src/commands/createJob/metadata';
import { noModelNames } from '../../../src/jobs/source';
import { Format } from '../../../src/shared/format';
import { dialects } from '../../support/dialects';

const { openai } = dialects;
const format = new Format('en');

function entry(draft: JobDraft, id: string) {
  const found = entriesOf(draft, openai, { asksForGrader: true }).find((each) => each.id === id);
  assert.ok(found, id);
  return found;
}

/** What is wrong with a text that is typed into a field. */
function problem(draft: JobDraft, id: string, text: string): string | null {
  const field = entry(draft, id);
  return field.kind === 'typed' ? field.problemWith(text) : null;
}

describe('a form that is filled by servers and files', () => {
  const choices = (used: string[], names: string[]) =>
    baseModelChoices(used, { ...noModelNames, names }, 0, format).map(({ value }) => value);

  it('offers no more models than anybody chooses from', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `model-${String(at)}`);
    assert.equal(choices([], many).length, 2_000);
    assert.equal(choices(many, []).length, 2_000);
  });

  it('offers no model whose name has what cannot be seen, and all the others', () => {
    const odd = ['a\u0000b', 'a\nb', 'gpt\u202e4', 'gpt\u200b-4', 'tab\t', '\ud800', 'x\u2028y'];
    assert.deepEqual(choices(['own\u0007'], [...odd, 'gpt-4', 'größe-模型']), ['gpt-4', 'größe-模型']);
  });

  for (const type of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
    it(`shows a grader of the type ${type} as one that it has no fields for`, () => {
      const draft = { ...emptyDraft('reinforcement'), grader: { type } };
      const ids = entriesOf(draft, openai, { asksForGrader: true })
        .filter(({ group }) => group === 'grader')
        .map(({ id }) => id);
      assert.deepEqual(ids, ['grader:type']);
    });

  it('takes no grader that is nested deeper than what writes it goes', () => {
    const draft = { ...emptyDraft('reinforcement'), grader: { type: 'multi' } };
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    assert.match(problem(draft, 'grader:multi:graders', deep) ?? '', /nested too deep/);
    assert.equal(problem(draft, 'grader:multi:graders', '{"a":{"type":"string_check"}}'), null);
  });

  it('takes no number that is none', () => {
    const draft = emptyDraft();
    for (const number of ['1e999', '-1', '1e308', '9'.repeat(400), 'NaN', '0x7fffffffffffffffff', '\u0661'])
      for (const id of ['hyperparameter:n_epochs', 'seed'])
        assert.notEqual(problem(draft, id, number), null, `${id} ${number}`);
  });

  it('takes pairs of metadata for pairs, whatever they are called', () => {
    const metadata = metadataFrom('__proto__=1, constructor=2');
    assert.equal(Object.getPrototypeOf(metadata), Object.prototype);
    assert.deepEqual(Object.entries(metadata), [
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });
});
