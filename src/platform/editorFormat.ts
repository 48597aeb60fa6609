import { Format } from '../shared/format';
import { language } from './language';

/** Numbers and times in the language that is spoken, which stays the same as long as the window is open. */
export const editorFormat = new Format(language);
