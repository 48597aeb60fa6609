import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { messagesOf, problemsOf } from '../../../scripts/lib/messages.mjs';

const header = "import { t } from '@vscode/l10n';\n";

describe('the messages of the code', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'messages-'));
  });

  afterEach(() => rm(root, { recursive: true }));

  async function collected(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) {
      const path = join(root, 'src', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    return messagesOf(root);
  }

  it('are those of all files, sorted', async () => {
    const messages = await collected({
      'b.ts': `${header}show(t('One', t('{0} of it', 1)));`,
      'a/a.ts': `${header}const title = t("All's well");`,
    });
    assert.deepEqual(Object.entries(messages), [
      ["All's well", "All's well"],
      ['One', 'One'],
      ['{0} of it', '{0} of it'],
    ]);
  });

  it('may be joined literals', async () => {
    const messages = await collected({ 'a.ts': `${header}t('A long ' + 'text ' + \`in pieces\`);` });
    assert.deepEqual(messages, { 'A long text in pieces': 'A long text in pieces' });
  });

  it('have a comment where a word alone is not clear, and then a key with it', async () => {
    const code =
      "t({ message: 'Open', comment: 'Verb: ' + 'opens a file' }); t({ message: 'Open', comment: 'Not closed' });";
    assert.deepEqual(await collected({ 'a.ts': header + code }), {
      'Open/Not closed': { message: 'Open', comment: ['Not closed'] },
      'Open/Verb: opens a file': { message: 'Open', comment: ['Verb: opens a file'] },
    });
  });

  it('are not those of another t, and not those of types', async () => {
    const messages = await collected({
      'a.ts': "const t = (text: string) => text;\nt('Mine');",
      'b.d.ts': `${header}export const title = t('Declared');`,
    });
    assert.deepEqual(messages, {});
  });

  for (const code of [
    't(`${count} files`)',
    't(text)',
    "t(isOne ? 'One' : 'Many')",
    "t('Some ' + text)",
    't()',
    "t({ message: 'Open' })",
    't({ message: text, comment: "Verb" })',
  ]) {
    it(`cannot be ${code}`, async () => {
      await assert.rejects(
        collected({ 'a.ts': `${header}\n${code};` }),
        (error: Error) => error.name === 'Unable' && error.message.startsWith('src/a.ts:3: '),
      );
    });
  }
});

describe('what is wrong with a translation', () => {
  const english = { 'Job {0}': 'Job {0}', 'Open/Verb': { message: 'Open', comment: ['Verb'] } };

  it('is nothing where it is complete', () => {
    assert.deepEqual(problemsOf(english, { 'Job {0}': '{0}. Auftrag', 'Open/Verb': 'Öffnen' }), []);
  });

  it('is a message that is missing or empty', () => {
    assert.deepEqual(problemsOf(english, { 'Open/Verb': '' }), [
      'is missing: Job {0}',
      'is missing: Open/Verb',
    ]);
  });

  it('is a message with other placeholders, however often and in whatever order it has them', () => {
    const two = { '{0} of {1}': '{0} of {1}' };
    assert.deepEqual(problemsOf(two, { '{0} of {1}': '{1}: {0} ({1})' }), []);
    assert.deepEqual(problemsOf(two, { '{0} of {1}': '{0} von {0}' }), [
      'has other placeholders: {0} of {1}',
    ]);
    assert.deepEqual(problemsOf(two, { '{0} of {1}': '{0} von {2}' }), [
      'has other placeholders: {0} of {1}',
    ]);
  });

  it('is a message that the code does not have', () => {
    const translated = { 'Job {0}': 'Auftrag {0}', 'Open/Verb': 'Öffnen', Old: 'Alt' };
    assert.deepEqual(problemsOf(english, translated), ['is not used: Old']);
  });
});
