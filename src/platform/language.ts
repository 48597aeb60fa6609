import { config } from '@vscode/l10n';
import { env, l10n } from 'vscode';

/**
 * Gives the messages of the editor's language to everything that speaks. To be imported before it: many texts stand in
 * tables that are filled when their file is loaded.
 */
if (l10n.bundle !== undefined) config({ contents: l10n.bundle });

/** The same, for threads of their own; undefined: they speak English. */
export const messages = l10n.bundle;

/**
 * The language that is spoken: the editor's, or English where there is no translation into it. Numbers and ages follow
 * it too, since they stand in sentences. Not checked here, as that takes longer than all else at the start: in a
 * browser English may be `en-US@posix`, see {@link localeOf}.
 */
export const language = l10n.bundle === undefined && !/^en\b/.test(env.language) ? 'en' : env.language;
