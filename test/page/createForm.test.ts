import assert from 'node:assert/strict';
import type { ToCreateForm } from '../../src/shared/createFormProtocol';
import { axeFindings } from '../support/axe';
import { createForm, epochsField, modelField, trainingField, typedField } from '../support/openCreateForm';
import { pseudoMessages } from '../support/pseudoLanguage';
import { readTexts, unlocalized } from '../support/readTexts';
import { type ThemeName, themes } from '../support/themes';
import { useCreateForm } from '../support/usePage';

/** With mistakes, notes, work under way and an end. */
const busy: Partial<ToCreateForm> = {
  work: {
    title: 'Preparing a fine-tuning job',
    detail: 'uploading train.jsonl: 1 MB of 4 MB',
    isEnding: false,
  },
  outcome: { level: 'error', text: 'The job was not created: no credit.' },
};

const wrong: Partial<ToCreateForm> = {
  sections: [
    {
      ...{ id: 'data', title: 'Data' },
      trial: {
        buttons: [{ id: 'checkGrader', label: 'Check Grader' }],
        ...{ work: null, outcome: { level: 'error', text: 'The grader failed.' } },
      },
      fields: [
        { ...trainingField, note: { level: 'warning', text: '3 lines are broken' } },
        { ...modelField, problem: 'Choose a base model, or type its name' },
        { ...epochsField, value: '0', problem: 'Epochs must be auto, or a whole number from 1' },
      ],
    },
  ],
  facts: [{ label: 'Training file', text: '3 lines are broken', isProblem: true }],
  outcome: { level: 'warning', text: 'The job may have been created.' },
};

describe('the page that creates a job', function () {
  this.timeout(120_000);
  const open = useCreateForm();

  it('is filled and sent by keyboard alone', async () => {
    await open.post([createForm()]);
    await open.press('Tab');
    assert.equal(await open.focused(), 'field-trainingFile');
    await open.press('ArrowDown');
    await open.press('Tab'); // the button beside it
    await open.press('Tab');
    assert.equal(await open.focused(), 'field-model');
    await open.page.keyboard.type('m');
    await open.press('Tab');
    assert.equal(await open.focused(), 'field-hyperparameter:n_epochs');
    await open.press('Control+Enter');
    assert.equal(await open.focused(), 'create-job');
    assert.deepEqual((await open.sent()).slice(1), [
      { type: 'set', field: 'trainingFile', value: 'file:///other.jsonl', number: 1 },
      { type: 'set', field: 'model', value: 'm', number: 2 },
      { type: 'leave', field: 'model' },
      { type: 'create' },
    ]);
  });

  it('has everything that can be done in reach of the Tab key, in its order', async () => {
    const offer = { text: 'The same file is already uploaded: file-1', button: 'Use It' };
    const [data, ...others] = wrong.sections ?? [];
    assert.ok(data);
    const fields = data.fields.map((field) => ({ ...field, offer }));
    await open.post([createForm({ sections: [{ ...data, fields }, ...others] })]);
    const controls = await open.page.locator('input, select, textarea, button').evaluateAll((all) => {
      for (const [at, each] of all.entries()) each.setAttribute('data-at', String(at));
      return all.map((each) => each.getAttribute('data-at'));
    });
    assert.ok(controls.length > 8);
    const reached: (string | null | undefined)[] = [];
    while (reached.length < controls.length) {
      await open.press('Tab');
      reached.push(await open.page.evaluate(() => document.activeElement?.getAttribute('data-at')));
    }
    assert.deepEqual(reached, controls);
  });

  it('keeps what is being typed while the extension checks what was typed before', async () => {
    await open.post([createForm()]);
    const model = open.field('Base model');
    await model.pressSequentially('gpt');
    await open.post([
      createForm({
        sections: [{ id: 'model', title: 'Model', fields: [{ ...modelField, value: 'g' }], trial: null }],
      }),
    ]);
    assert.equal(await model.inputValue(), 'gpt');
    await open.press('Tab');
    const later = (received: number, value: string) =>
      createForm({
        sections: [{ id: 'model', title: 'Model', fields: [{ ...modelField, value }], trial: null }],
        received,
      });
    await open.post([later(2, 'gp')]);
    assert.equal(await model.inputValue(), 'gpt', 'also once the field is left');
    await open.post([later(3, 'other')]);
    assert.equal(await model.inputValue(), 'other');
  });

  it('keeps what was chosen until the extension knows it', async () => {
    await open.post([createForm()]);
    await open.field('Training file').selectOption('file:///other.jsonl');
    await open.post([createForm()]);
    assert.equal(await open.field('Training file').inputValue(), 'file:///other.jsonl');
    await open.post([createForm({ received: 1 })]);
    assert.equal(await open.field('Training file').inputValue(), 'file:///train.jsonl');
  });

  it('lets the person type on where fields come before the one that they type in', async () => {
    const form = (fields: ToCreateForm['sections'][number]['fields']) =>
      createForm({ sections: [{ id: 'naming', title: 'Name', fields, trial: null }] });
    await open.post([form([typedField('suffix', 'Suffix')])]);
    await open.field('Suffix').pressSequentially('sup');
    await open.post([form([typedField('seed', 'Seed'), typedField('suffix', 'Suffix')])]);
    await open.page.keyboard.type('port');
    assert.equal(await open.field('Suffix').inputValue(), 'support');
    assert.equal(await open.field('Seed').inputValue(), '');
  });

  it('says at the field what is wrong with it and what its limits are', async () => {
    await open.post([createForm(wrong)]);
    const epochs = open.field('Epochs');
    assert.equal(await epochs.getAttribute('aria-invalid'), 'true');
    const described = (await epochs.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const texts = await Promise.all(described.map((id) => open.page.locator(`[id="${id}"]`).innerText()));
    assert.deepEqual(
      texts.map((text) => text.trim()),
      ['Epochs must be auto, or a whole number from 1', epochsField.hint],
    );
  });

  it('writes down what was entered as a job file', async () => {
    await open.post([createForm()]);
    await open.page.getByRole('button', { name: 'Save as Job File…' }).click();
    assert.deepEqual((await open.sent()).slice(1), [{ type: 'save' }]);
  });

  it('goes to what is missing', async () => {
    await open.post([createForm(wrong)]);
    await open.post([createForm({ ...wrong, focus: { field: 'model', at: 1 } })]);
    assert.equal(await open.focused(), 'field-model');
    await open.field('Epochs').focus();
    await open.post([createForm({ ...wrong, focus: { field: 'model', at: 1 } })]);
    assert.equal(await open.focused(), 'field-hyperparameter:n_epochs');
    await open.post([createForm({ ...wrong, focus: { field: 'model', at: 2 } })]);
    assert.equal(await open.focused(), 'field-model');
    await open.post([createForm({ focus: { field: null, at: 3 } })]); // after a dialog
    assert.equal(await open.focused(), 'create-job');
  });

  it('shows one progress, locks the fields, and cancels', async () => {
    await open.post([createForm()]);
    await open.press('Control+Enter'); // not in the form yet: nothing is sent
    await open.field('Suffix').focus();
    await open.press('Control+Enter');
    await open.post([createForm(busy)]);
    assert.equal(await open.page.getByRole('progressbar').count(), 1);
    assert.match(await open.text(), /Preparing a fine-tuning job\s+uploading train\.jsonl: 1 MB of 4 MB/);
    assert.equal(await open.field('Suffix').isDisabled(), true);
    await open.press('Escape');
    await open.page.getByRole('button', { name: 'Cancel' }).press('Enter');
    assert.deepEqual((await open.sent()).slice(1), [
      { type: 'create' },
      { type: 'cancel' },
      { type: 'cancel' },
    ]);
  });

  it('leads to more choices, and takes a file that is dropped', async () => {
    await open.post([createForm()]);
    await open.page.getByRole('button', { name: 'Training file: Browse…' }).click();
    await open.field('Training file').evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/uri-list', '# a comment\r\nfile:///dropped.jsonl');
      element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    assert.deepEqual((await open.sent()).slice(1), [
      { type: 'more', field: 'trainingFile' },
      { type: 'drop', field: 'trainingFile', uri: 'file:///dropped.jsonl' },
    ]);
  });

  it('takes what is offered in the place of a file', async () => {
    const offer = { text: 'The same file is already uploaded: file-1', button: 'Use It' };
    await open.post([
      createForm({
        sections: [{ id: 'data', title: 'Data', fields: [{ ...trainingField, offer }], trial: null }],
      }),
    ]);
    assert.match(await open.text(), /The same file is already uploaded: file-1/);
    await open.page.getByRole('button', { name: 'Training file: Use It' }).click();
    assert.deepEqual(await open.sentOf('take'), [{ type: 'take', field: 'trainingFile' }]);
  });

  it('tries what a section has, until that is cancelled', async () => {
    const withTrial = (work: string | null) => {
      const buttons = [{ id: 'checkGrader', label: 'Check Grader' }];
      const outcome = { level: 'good', text: 'The provider takes it' } as const;
      const trial = { buttons, work, outcome: work === null ? outcome : null };
      return createForm({ sections: [{ id: 'grader', title: 'Grader', fields: [modelField], trial }] });
    };
    await open.post([withTrial(null)]);
    assert.match(await open.text(), /The provider takes it/);
    await open.page.getByRole('button', { name: 'Check Grader' }).click();
    await open.post([withTrial('Checking the grader')]);
    assert.match(await open.text(), /Checking the grader/);
    await open.page.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await open.sentOf('try'), [
      { type: 'try', button: 'checkGrader' },
      { type: 'try', button: 'stop' },
    ]);
  });

  it('shows names as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    await open.post([
      createForm({
        title: hostile,
        sections: [
          { id: 'x', title: hostile, fields: [typedField('x', hostile, { hint: hostile })], trial: null },
        ],
      }),
    ]);
    assert.equal(await open.page.locator('#app img').count(), 0);
    assert.equal((await open.text()).split(hostile).length, 5);
  });

  it('is no wider than a narrow editor', async () => {
    await open.reopen({ width: 350 });
    await open.post([createForm(busy), createForm(wrong)]);
    const { scrollWidth, clientWidth } = await open.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    assert.ok(scrollWidth <= clientWidth, `${String(scrollWidth)} px`);
  });

  it('speaks the language of the editor', async () => {
    await open.reopen({ messages: await pseudoMessages() });
    await open.post([
      createForm({
        ...{ title: '‹t›', sections: [], facts: [], whatHappens: '‹w›' },
        work: { title: '‹t›', detail: '‹d›', isEnding: true },
      }),
    ]);
    assert.deepEqual(unlocalized(await readTexts(open.page), []), []);
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`has nothing that axe finds in ${themes[theme].label}`, async () => {
      await open.reopen({ theme });
      for (const state of [{}, wrong, busy]) {
        await open.post([createForm(state)]);
        assert.deepEqual(await axeFindings(open.page), []);
      }
    });
});
