import assert from 'node:assert/strict';
import { emptyDraft, type JobDraft, toRequest } from '../../../src/commands/createJob/draft';
import { entriesOf, type JobEntry } from '../../../src/commands/createJob/entries';
import { type GradedRows, missingFieldText } from '../../../src/commands/createJob/graderTemplates';
import { dialects } from '../../support/dialects';

const { openai, bedrock } = dialects;

function entries(draft: JobDraft): readonly JobEntry[] {
  return entriesOf(draft, openai, { asksForGrader: true }).filter(({ group }) => group === 'grader');
}

function set(draft: JobDraft, values: Readonly<Record<string, string>>): void {
  for (const [id, value] of Object.entries(values)) {
    const entry = entries(draft).find((each) => each.id.split(':').at(-1) === id);
    assert.ok(entry, id);
    entry.set(value);
  }
}

const missing = (draft: JobDraft) =>
  entries(draft).flatMap((each) => (each.missing === null ? [] : [each.id]));

describe('the grader of a reinforcement job', () => {
  it('is needed, with all of its fields', () => {
    const draft = emptyDraft('reinforcement');
    assert.deepEqual(missing(draft), ['grader:type']);
    set(draft, { type: 'string_check' });
    assert.deepEqual(missing(draft), ['grader:string_check:reference']);
    set(draft, { reference: '{{item.answer}}' });
    assert.deepEqual(missing(draft), []);
    assert.deepEqual(toRequest(draft, openai, 'file-1', null).method.grader, {
      ...{ type: 'string_check', name: 'string_check', operation: 'eq' },
      ...{ input: '{{sample.output_text}}', reference: '{{item.answer}}' },
    });
  });

  it('is of each kind as the API has it', () => {
    const graderOf = (values: Readonly<Record<string, string>>) => {
      const draft = emptyDraft('reinforcement');
      set(draft, values);
      assert.deepEqual(missing(draft), []);
      return draft.grader;
    };
    assert.deepEqual(
      graderOf({ type: 'text_similarity', input: 'a', evaluation_metric: 'bleu', reference: 'b' }),
      {
        ...{
          type: 'text_similarity',
          name: 'text_similarity',
          evaluation_metric: 'bleu',
          input: 'a',
          reference: 'b',
        },
      },
    );
    assert.deepEqual(graderOf({ type: 'score_model', model: 'gpt-4.1', input: 'Score it' }), {
      ...{ type: 'score_model', name: 'score_model', model: 'gpt-4.1' },
      input: [{ role: 'user', content: 'Score it' }],
    });
    const source = 'def grade(sample, item):\n  return 1.0';
    assert.deepEqual(graderOf({ type: 'python', source }), { type: 'python', name: 'python', source });
    assert.deepEqual(graderOf({ type: 'multi', graders: '{"a":{}}', calculate_output: 'a' }), {
      ...{ type: 'multi', name: 'multi', graders: { a: {} }, calculate_output: 'a' },
    });
  });

  it('says where its JSON is none', () => {
    const draft = emptyDraft('reinforcement');
    const problem = (id: string, text: string) => {
      const entry = entries(draft).find((each) => each.id.split(':').at(-1) === id);
      return entry?.kind === 'typed' ? entry.problemWith(text) : assert.fail(id);
    };
    set(draft, { type: 'multi' });
    assert.equal(problem('graders', '{"a":'), 'Write a JSON object');
    assert.equal(problem('graders', '{}'), null);
    set(draft, { type: 'score_model' });
    assert.match(problem('input', '[{') ?? '', /JSON list/);
    assert.equal(problem('input', 'Score it'), null);
  });

  it('has what was filled in of a kind again, after another was looked at', () => {
    const draft = emptyDraft('reinforcement');
    const source = 'def grade(sample, item):\n  return 1.0';
    set(draft, { type: 'string_check' });
    set(draft, { input: '{{sample.output_text}}', operation: 'ne', reference: '{{item.answer}}' });
    const check = draft.grader;
    set(draft, { type: 'python' });
    set(draft, { source });
    set(draft, { type: 'multi' });
    set(draft, { type: 'string_check' });
    assert.deepEqual(draft.grader, check);
    set(draft, { type: 'python' });
    assert.equal(draft.grader?.['source'], source);
    const cloned: JobDraft = { ...emptyDraft('reinforcement'), grader: { type: 'endpoint', url: 'u' } };
    set(cloned, { type: 'python' });
    set(cloned, { type: 'endpoint' });
    assert.deepEqual(cloned.grader, { type: 'endpoint', url: 'u' });
  });

  it('is compared with the fields of the rows', () => {
    const rows = { names: ['messages', 'answer', 'id'], rows: 30, isAll: true };
    const draft = emptyDraft('reinforcement');
    const field = (name: string, known: GradedRows | null = rows) =>
      entriesOf(draft, openai, { asksForGrader: true, rows: known }).find(({ id }) => id.endsWith(name)) ??
      assert.fail(name);
    field('type').set('string_check');
    assert.equal(field('reference').value, '{{item.answer}}'); // the only likely one
    assert.equal(field('reference').warning, null);
    field('reference').set('{{ item.answr }} and {{item.id}}');
    assert.equal(field('reference').warning, 'No row has item.answr: is item.answer meant?');
    assert.equal(
      field('reference', { ...rows, isAll: false }).warning,
      'None of the first 30 rows has item.answr: is item.answer meant?',
    );
    assert.equal(field('reference', null).warning, null);
    field('type').set('python');
    field('source').set("def grade(sample, item): return float(item['answer'] == item.get('colour'))");
    assert.equal(field('source').warning, 'No row has item.colour. What they have: messages, answer, id');
    field('type', { ...rows, names: ['answer', 'label'] }).set('text_similarity');
    assert.equal(field('reference').value, '');
  });

  it('is said to name no field only where that is sure', () => {
    const rows = { names: ['größe', 'my-field', 'answer'], rows: 3, isAll: true };
    for (const text of ['{{ item.größe }}', '{{ item.my-field }}', '{{item.answer[0].text}}', '{{item.answ'])
      assert.equal(missingFieldText(text, rows), null, text);
    assert.equal(missingFieldText('{{ item.größ|x }}', rows), 'No row has item.größ: is item.größe meant?');
    assert.equal(missingFieldText('{{item.other}}', { ...rows, isCut: true }), null);
  });

  it('is compared with what there is of the model', () => {
    for (const name of [
      'output_text',
      'output_json.a',
      'output_tools[0].function.name',
      'choices',
      'output_audio',
    ])
      assert.equal(missingFieldText(`{{ sample.${name} }}`, null), null, name);
    assert.equal(
      missingFieldText('{{sample.output_txt}}', null),
      'The model gives no sample.output_txt: is sample.output_text meant?',
    );
    assert.match(missingFieldText('{{sample.score}}', null) ?? '', /What it gives: output_text, /);
    assert.equal(missingFieldText('return sample["score"]', null), null);
  });

  it('keeps of a cloned job what is not changed, also a kind that has no fields here', () => {
    const grader = {
      ...{ type: 'score_model', name: 'mine', model: 'm', range: [0, 5] },
      input: [
        { role: 'system', content: 's' },
        { role: 'user', content: 'u' },
      ],
    };
    const draft = { ...emptyDraft('reinforcement'), grader };
    const prompt = entries(draft).find(({ id }) => id === 'grader:score_model:input');
    assert.ok(prompt);
    prompt.set(prompt.value);
    set(draft, { model: 'n' });
    assert.deepEqual(draft.grader, { ...grader, model: 'n' });
    const other = { ...emptyDraft('reinforcement'), grader: { type: 'endpoint', url: 'u' } };
    assert.deepEqual(
      entries(other).map(({ id, value }) => [id, value]),
      [['grader:type', 'endpoint']],
    );
  });

  it('is asked for where the provider takes one, and not in quick picks, which take one line', () => {
    const offers = (draft: JobDraft, options: Parameters<typeof entriesOf>[2]) =>
      entriesOf(draft, openai, options).some(
        (each) => each.kind === 'chosen' && each.choices.some(({ value }) => value === 'reinforcement'),
      );
    assert.equal(offers(emptyDraft(), { asksForGrader: true }), true);
    assert.equal(offers(emptyDraft(), {}), false);
    const asked = entriesOf(emptyDraft('reinforcement'), bedrock, { asksForGrader: true });
    assert.ok(asked.every(({ group }) => group !== 'grader'));
  });
});
