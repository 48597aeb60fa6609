import { t } from '@vscode/l10n';
import type { JobKey } from '../../shared/protocol';
import { lookOf } from '../../shared/statusLook';
import type { ShownJob } from './pageState';

/** Reports each new status once; the first one that a job is seen with is no news. */
export class StatusWatch {
  private readonly known = new Map<JobKey, string>();

  constructor(private readonly announce: (text: string) => void) {}

  look(records: readonly ShownJob[]): void {
    const news = records.flatMap(({ snapshot }) => {
      const { label } = lookOf(snapshot.job.status);
      const before = this.known.get(snapshot.key);
      this.known.set(snapshot.key, label);
      return before === undefined || before === label ? [] : t('{0}: {1}', snapshot.name, label);
    });
    if (news.length > 0) this.announce(news.join(', '));
  }
}
