import { config } from '@vscode/l10n';
import { env, l10n } from 'vscode';
import { localeOf } from '../shared/locale';

/**
 * Gives the messages of the editor's language to everything that speaks. To be imported before it: many texts stand in
 * tables that are filled when their file is loaded.
 */
if (l10n.bundle !== undefined) config({ contents: l10n.bundle });

const editorLanguage = localeOf(env.language);

/**
 * The language that is spoken (BCP 47): the editor's, or English where there is no translation into it. Numbers and
 * ages follow it too, since they stand in sentences.
 */
export const language = l10n.bundle === undefined && !/^en\b/.test(editorLanguage) ? 'en' : editorLanguage;
