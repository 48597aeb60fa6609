import { localization } from '../../../scripts/lint/localizedText.mjs';
import { testRule } from '../../support/lintRule';

const caught = [
  "show('The server is busy')",
  "show('Cancel')",
  "show('Checking…')",
  'show(`The server failed: ${error}`)',
  'show(`${host} does not respond`)',
  'show(`Compare ${count} jobs`)',
  "show(isMany ? 'some files' : 'one file')",
  "const title = 'Event log'",
  "const look = { title: 'Event log' }",
  "show({ message: 'Event log', comment: 'A heading' })",
  'html`<b>Loss</b>`',
  'html`<input placeholder="Filter">`',
];

const free = [
  "show(t('The server is busy'))",
  "show(t('{0} does not respond', host))",
  "show(t('A long text ' + 'in two pieces'))",
  "show(t({ message: 'Open', comment: 'Verb: opens a file' }))",
  "show(t({ message: '{0} at {1}', args: [a, b], comment: 'A price ' + 'and its date' }))",
  "show('id')",
  "show('fine-tuning')",
  "show('created_at')",
  "if (name === 'Some Name') show(name)",
  "switch (name) { case 'Some Name': show(name); }",
  "const known = { 'Some Name': 1 }",
  "known['Some Name'] = 1",
  "import 'Some Name'",
  "throw new Error('This cannot happen')",
  "log.info('The app is loaded')",
  "const title = 'Azure OpenAI'",
  "send('Content-Type: application/json\\r\\n')",
  'send(`multipart/form-data; boundary=${boundary}`)',
  'html`<b>${t("Loss")}</b>`',
];

describe('the rule that texts are localized', () => {
  testRule(
    { plugins: { localization }, rules: { 'localization/localized-text': 'error' } },
    { caught, free },
  );
});
