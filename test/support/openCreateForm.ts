import type { FormField, FromCreateForm, ToCreateForm } from '../../src/shared/createFormProtocol';
import { BrowserPage } from './browserPage';

/** A field to type in. */
export function typedField(id: string, label: string, change: Partial<FormField> = {}): FormField {
  return {
    ...{ id, label, hint: '', value: '', problem: null, note: null, offer: null },
    control: { kind: 'typed', placeholder: '', isLong: false, suggestions: [] },
    ...change,
  };
}

export const trainingField: FormField = {
  ...{ id: 'trainingFile', label: 'Training file', hint: 'JSON lines, one example each' },
  ...{
    value: 'file:///train.jsonl',
    problem: null,
    note: { level: 'good', text: '120 examples' },
    offer: null,
  },
  control: {
    kind: 'chosen',
    choices: [
      { value: 'file:///train.jsonl', label: 'train.jsonl · 40 KB', group: 'in the workspace' },
      { value: 'file:///other.jsonl', label: 'other.jsonl · 4 KB', group: 'in the workspace' },
      { value: 'id file-1', label: 'old.jsonl', group: 'already uploaded' },
    ],
    more: 'Browse…',
    takesFiles: true,
  },
};

export const modelField = typedField('model', 'Base model', {
  hint: 'Base model: choose one, or type its name',
  control: {
    kind: 'typed',
    placeholder: '',
    isLong: false,
    suggestions: [{ value: 'local-small', label: 'used before', group: '' }],
  },
});

export const epochsField = typedField('hyperparameter:n_epochs', 'Epochs', {
  hint: 'How often the whole training file is gone through: auto, or a whole number from 1',
  value: 'auto',
});

export function createForm(change: Partial<ToCreateForm> = {}): ToCreateForm {
  return {
    type: 'createForm',
    received: 0,
    kept: '',
    title: 'Create Fine-Tuning Job',
    sections: [
      { id: 'data', title: 'Data', fields: [trainingField], trial: null },
      { id: 'model', title: 'Model and method', fields: [modelField], trial: null },
      { id: 'hyperparameters', title: 'Hyperparameters', fields: [epochsField], trial: null },
      { id: 'naming', title: 'Name and tracking', fields: [typedField('suffix', 'Suffix')], trial: null },
    ],
    facts: [
      { label: 'Training file', text: '120 examples', isProblem: false },
      { label: 'Tokens', text: '12,340', isProblem: false },
      { label: 'Price', text: 'about $0.30 for 3 epochs', isProblem: false },
    ],
    whatHappens: 'Uploads train.jsonl first',
    ...{ work: null, outcome: null, focus: null },
    ...change,
  };
}

/** A page that creates a job, with the extension's end of its messages. */
export class OpenCreateForm extends BrowserPage<ToCreateForm, FromCreateForm> {
  protected override get query() {
    return { page: 'createForm', shown: 'null' };
  }

  field(label: string) {
    return this.page.getByLabel(label, { exact: true });
  }

  focused(): Promise<string | undefined> {
    return this.page.evaluate(() => document.activeElement?.id);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.drawn();
  }

  text(): Promise<string> {
    return this.page.locator('#app').innerText();
  }
}
