import { t } from '@vscode/l10n';
import { jobKey } from '../../jobs/jobKey';
import type { ActionId } from '../../shared/actions';
import type { JobMark } from '../../shared/jobMark';
import type { Command } from '../command';
import { offering, targetsOf } from './targets';

export const starJob = markJobs('fineTuning.starJob', 'star', {
  change: { isStarred: true },
  placeholder: t('Which jobs do you want to star?'),
  none: t('Every job that is loaded has a star.'),
});

export const unstarJob = markJobs('fineTuning.unstarJob', 'unstar', {
  change: { isStarred: false },
  placeholder: t('From which jobs do you want to remove the star?'),
  none: t('No job that is loaded has a star.'),
});

/** Only from the list: the badge and the status bar still count a hidden job, and its end is still reported. */
export const hideJob = markJobs('fineTuning.hideJob', 'hide', {
  change: { isHidden: true },
  placeholder: t('Which jobs do you want to hide?'),
  none: t('Every job that is loaded is hidden.'),
});

export const unhideJob = markJobs('fineTuning.unhideJob', 'unhide', {
  change: { isHidden: false },
  placeholder: t('Which jobs do you want to see again?'),
  none: t('No job that is loaded is hidden.'),
});

interface Marking {
  readonly change: Partial<JobMark>;
  readonly placeholder: string;
  readonly none: string;
}

function markJobs(id: string, action: ActionId, { change, placeholder, none }: Marking): Command {
  return {
    id,
    failure: t('Marking the job failed'),
    async run(app, ...args) {
      const question = { accepts: offering(action), placeholder, none, canPickMany: true };
      const targets = await targetsOf(app, args, question);
      await app.marks.change(
        targets.map(({ source, job }) => jobKey(source, job.id)),
        change,
      );
    },
  };
}
