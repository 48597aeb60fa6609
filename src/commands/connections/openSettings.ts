import { t } from '@vscode/l10n';
import { openConnectionSettings } from '../../platform/settings';
import type { Command } from '../command';

export const openSettings: Command = {
  id: 'fineTuning.openSettings',
  failure: t('Opening the settings failed'),
  run: openConnectionSettings,
};
