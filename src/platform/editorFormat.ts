import { env } from 'vscode';
import { Format } from '../shared/format';

/** Numbers and times in the language of the editor, which stays the same as long as the window is open. */
export const editorFormat = new Format(env.language);
