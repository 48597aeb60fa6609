import type { JobKey } from '../../shared/protocol';
import type { JobRecord } from './pageState';
import { lookOf } from '../../shared/statusLook';

/** Reports each new status once; the first one that a job is seen with is no news. */
export class StatusWatch {
  readonly #known = new Map<JobKey, string>();

  constructor(private readonly announce: (text: string) => void) {}

  look(records: readonly JobRecord[]): void {
    const news = records.flatMap(({ snapshot }) => {
      const { label } = lookOf(snapshot.job.status);
      const before = this.#known.get(snapshot.key);
      this.#known.set(snapshot.key, label);
      return before === undefined || before === label ? [] : `${snapshot.name}: ${label}`;
    });
    if (news.length > 0) this.announce(news.join('. '));
  }
}
