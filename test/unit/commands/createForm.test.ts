import assert from 'node:assert/strict';
import { CreationRun } from '../../../src/commands/createForm/creationRun';
import { firstProblem, type FormContent, sectionsOf } from '../../../src/commands/createForm/formSections';
import { FromCreateFormMessage } from '../../../src/commands/createForm/fromCreateForm';
import { emptyDraft } from '../../../src/commands/createJob/draft';
import type { CreationOptions } from '../../../src/jobs/source';
import { dialects } from '../../support/dialects';

const { openai, together, llmariner } = dialects;

function content(options: CreationOptions, change: Partial<FormContent> = {}): FormContent {
  return {
    ...{ options, kind: 'Provider', draft: emptyDraft(options.methods[0]), files: [], isTried: false },
    connection: { id: 'c', isGone: false, all: [{ id: 'c', name: 'Mine', kind: 'Provider', isShown: true }] },
    models: {
      choices: [{ label: 'm', value: 'm', description: 'used before' }],
      tuned: [{ label: 'ft:m', value: 'ft:m', description: 'bot' }],
      ...{ hint: 'choose', standing: null },
    },
    ...{ refused: new Map(), trial: null, sample: '', rows: null },
    ...change,
  };
}

function field(id: string, of: FormContent) {
  const found = sectionsOf(of)
    .flatMap(({ fields }) => fields)
    .find((each) => each.id === id);
  assert.ok(found, id);
  return found;
}

describe('the form of a job', () => {
  it('has the fields of the provider, in sections of which none is empty', () => {
    for (const options of Object.values(dialects)) {
      const sections = sectionsOf(content(options));
      assert.ok(sections.every(({ fields }) => fields.length > 0));
      const ids = sections.flatMap(({ fields }) => fields.map(({ id }) => id));
      assert.equal(new Set(ids).size, ids.length);
      assert.equal(ids.includes('suffix'), options.capabilities.suffix === true);
    }
  });

  it('says what is missing only when the job is wanted', () => {
    const blank = content(llmariner);
    assert.equal(firstProblem(sectionsOf(blank)), null);
    const tried = { ...blank, isTried: true };
    assert.equal(firstProblem(sectionsOf(tried))?.id, 'model');
    assert.match(field('suffix', tried).problem ?? '', /no job without a suffix/);
  });

  it('creates no job at a connection that was removed', () => {
    const all = [{ id: 'c', name: 'Mine', kind: 'Provider', isShown: true }];
    const gone = content(openai, { connection: { id: 'c', isGone: true, all } });
    assert.equal(firstProblem(sectionsOf(gone))?.id, 'connection');
    assert.match(field('connection', gone).problem ?? '', /was removed/);
  });

  it('offers connections that are not in the view under a heading of their own', () => {
    const mine = { id: 'c', name: 'Mine', kind: 'OpenAI', isShown: true };
    const all = [mine, { ...mine, id: 'd', name: 'Other', isShown: false }];
    const { control } = field('connection', content(openai, { connection: { id: 'c', isGone: false, all } }));
    assert.deepEqual(control.kind === 'chosen' ? control.choices : null, [
      { value: 'c', label: 'Mine · OpenAI', group: '' },
      { value: 'd', label: 'Other · OpenAI', group: 'not in the view of jobs' },
    ]);
  });

  it('keeps a text that cannot be taken, with what is wrong with it', () => {
    const refused = new Map([['hyperparameter:n_epochs', '0']]);
    const { value, problem, hint } = field('hyperparameter:n_epochs', content(openai, { refused }));
    assert.deepEqual([value, problem], ['0', 'Epochs must be auto, or a whole number from 1 to 50']);
    assert.equal(hint, 'How often the whole training file is gone through'); // its limits are not said twice
  });

  it('takes a name that was emptied for wrong where the provider wants one, not for what was there before', () => {
    const draft = { ...emptyDraft(), suffix: 'bot' };
    const emptied = content(llmariner, { draft, refused: new Map([['suffix', '']]) });
    assert.match(field('suffix', emptied).problem ?? '', /no job without a suffix/);
  });

  it('suggests a suffix by the name of the training file, as the provider takes one', () => {
    const trainingFile = { kind: 'uploaded', id: 'file-1', name: 'Support Bot: v2.jsonl' } as const;
    const { control } = field('suffix', content(openai, { draft: { ...emptyDraft(), trainingFile } }));
    assert.deepEqual(control.kind === 'typed' ? control.suggestions : null, [
      { value: 'support-bot-v2', label: '', group: '' },
    ]);
  });

  it('says at the evaluations that without them a validation file is of no use', () => {
    const validationFile = { kind: 'uploaded', id: 'file-2', name: 'v.jsonl' } as const;
    const draft = { ...emptyDraft(), validationFile };
    const { note } = field('hyperparameter:n_evals', content(together, { draft, isTried: true }));
    assert.equal(note?.level, 'warning');
  });

  it('says of a known model what is known of it', () => {
    const draft = { ...emptyDraft(), model: 'm' };
    assert.equal(field('model', content(openai, { draft })).note?.text, 'used before');
  });

  it('has a checkpoint in the place of a base model', () => {
    const draft = { ...emptyDraft(), settings: { from_checkpoint: 'ft-1:100' } };
    const { value, problem, note } = field('model', content(together, { draft, isTried: true }));
    assert.deepEqual([value, problem, note?.text], ['ft-1:100', null, 'that of the checkpoint']);
  });

  it('offers what was fine-tuned here after the base models, under a heading', () => {
    const draft = { ...emptyDraft(), model: 'ft:m' };
    const { control, note } = field('model', content(openai, { draft }));
    assert.deepEqual(control.kind === 'typed' ? control.suggestions : null, [
      { value: 'm', label: 'used before', group: '' },
      { value: 'ft:m', label: 'bot', group: 'fine-tuned here' },
    ]);
    assert.equal(note?.text, 'fine-tuned here · bot');
  });

  it('says of the chosen model what is announced of it', () => {
    const of = content(openai, { draft: { ...emptyDraft(), model: 'm' } });
    const standing = { text: 'It can no longer be fine-tuned since yesterday.', isProblem: true };
    assert.deepEqual(field('model', { ...of, models: { ...of.models, standing } }).note, {
      ...{ level: 'warning', text: standing.text },
    });
  });
});

describe('the run of a creation', () => {
  const untilAborted = (signal: AbortSignal) =>
    new Promise<string>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
      });
    });

  it('shows what goes on, and ends it when it is cancelled', async () => {
    const shown: string[] = [];
    const run = new CreationRun(({ title, detail }) => {
      shown.push(`${title} ${detail}`.trim());
    });
    const done = run.run('Uploading', (signal, report) => {
      report.say('1 of 2');
      return untilAborted(signal);
    });
    run.cancel();
    assert.equal(await done, undefined);
    assert.deepEqual(shown, ['Uploading', 'Uploading 1 of 2']);
  });

  it('does not begin what would come next, where it is cancelled between two pieces of work', async () => {
    const run = new CreationRun(() => undefined);
    run.cancel();
    assert.equal(await run.run('Creating', () => Promise.resolve('job')), undefined);
    assert.equal(await run.run('Looking', () => Promise.resolve('job')), 'job');
  });

  it('passes on what else goes wrong', async () => {
    const run = new CreationRun(() => undefined);
    await assert.rejects(
      run.run('Creating', () => Promise.reject(new Error('no credit'))),
      /no credit/,
    );
  });
});

describe('what the page of a form may say', () => {
  it('is what the extension knows, within limits', () => {
    const isTaken = (message: unknown) => FromCreateFormMessage.safeParse(message).success;
    assert.ok(isTaken({ type: 'set', field: 'suffix', value: 'bot', number: 1 }));
    for (const message of [
      null,
      { type: 'delete' },
      { type: 'set', field: 'suffix' },
      { type: 'set', field: 'suffix', value: 'bot', number: 'one' },
      { type: 'set', field: 'suffix', value: 'x'.repeat(1_000_001), number: 1 },
      { type: 'drop', field: 'trainingFile', uri: 7 },
    ])
      assert.ok(!isTaken(message));
  });
});
