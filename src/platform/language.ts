import { config } from '@vscode/l10n';
import { l10n } from 'vscode';

/**
 * Gives the messages of the editor's language to everything that speaks. To be imported before it: many texts stand in
 * tables that are filled when their file is loaded.
 */
if (l10n.bundle !== undefined) config({ contents: l10n.bundle });
