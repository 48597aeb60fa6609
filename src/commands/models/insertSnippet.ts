import { t } from '@vscode/l10n';
import { type TextEditor, window, workspace } from 'vscode';
import { dialectOf } from '../../api/dialects/providers';
import type { JobSource } from '../../jobs/source';
import { type Addressed, addressed } from '../../platform/addressed';
import { pickOne } from '../../platform/picks';
import type { App, Command } from '../command';
import { callTarget } from './callTarget';
import { modelTarget } from './modelTargets';
import { snippet, type SnippetLanguage, snippetLanguages } from './snippets';

/** Inserts code that calls the model where the cursor is, or into a new document. */
export const insertSnippet: Command = {
  id: 'fineTuning.insertSnippet',
  failure: t('Inserting the snippet failed'),
  async run(app, ...args) {
    const target = await modelTarget(app, args, {
      offered: ['model', 'callable'],
      placeholder: t('Which model do you want to call?'),
    });
    if (target === undefined) return;
    const connection = await addressOf(app, target.source);
    const language = await pickLanguage(target.label);
    if (language === undefined) return;
    const called = callTarget(await dialectOf(connection), connection, target.name);
    await insert(snippet(language, called), language);
  },
};

/** With the address of the engine where it runs in this window. */
async function addressOf(app: App, { name }: JobSource): Promise<Addressed> {
  const connection = app.sources.available.find((each) => each.name === name);
  if (connection === undefined) throw new Error(t('its connection is no longer there'));
  return addressed(connection) ?? (await app.connector.optionsFor(connection)).connection;
}

/** What is called what in the list of languages, the one of the editor in front first. */
async function pickLanguage(model: string): Promise<SnippetLanguage | undefined> {
  // eslint-disable-next-line localization/localized-text -- names
  const titles = { python: 'Python', typescript: 'TypeScript', shellscript: 'curl' } as const;
  const inFront = window.activeTextEditor?.document.languageId;
  const items = snippetLanguages
    .map((language) => ({ label: titles[language], language }))
    .sort((a, b) => Number(b.language === inFront) - Number(a.language === inFront));
  const placeHolder = t('In which language do you want to call {0}?', model);
  return (await pickOne(items, { placeHolder }))?.language;
}

async function insert(code: string, language: SnippetLanguage): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor !== undefined && (await isInserted(editor, code))) {
    await window.showTextDocument(editor.document, editor.viewColumn);
    return;
  }
  await window.showTextDocument(await workspace.openTextDocument({ language, content: code }));
}

/** As text: a `$` in it stands for itself. False where the document cannot be edited. */
async function isInserted(editor: TextEditor, code: string): Promise<boolean> {
  const { document, selections } = editor;
  if (!document.isUntitled && workspace.fs.isWritableFileSystem(document.uri.scheme) !== true) return false;
  return editor.edit((edit) => {
    for (const selection of selections) edit.replace(selection, code);
  });
}
