import { t } from '@vscode/l10n';
import type { JobSource } from '../../jobs/source';
import { withViewProgress } from '../../platform/cancellation';

/** Looks through the jobs of these sources with what holds now: another key, an engine that is gone. */
export async function refreshSources(sources: readonly JobSource[]): Promise<void> {
  await withViewProgress(t('Refreshing the jobs'), (signal) =>
    Promise.all(sources.map((source) => source.refreshAgain(signal))),
  );
}
