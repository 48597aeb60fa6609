import { t } from '@vscode/l10n';
import { jobKey } from '../../jobs/jobKey';
import { jobName, providerName } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import { askText } from '../../platform/picks';
import { maxLocalName, maxNote } from '../../shared/jobMark';
import type { Command } from '../command';
import { anyJob, targetOf } from './targets';

/** Gives a job another name on this machine. */
export const renameJob: Command = {
  id: 'fineTuning.renameJob',
  failure: t('Renaming failed'),
  async run(app, ...args) {
    const target = await targetOf(app, args, anyJob(t('Which job do you want to rename?')));
    if (target === undefined) return;
    const { source, job } = target;
    const now = jobName(job, editorFormat);
    const original = providerName(job, editorFormat) ?? now;
    const name = await askText({
      title: t('Rename {0}', now),
      prompt: t('Only here: the provider’s name stays {0}. Empty: that name again.', original),
      value: now,
      maxLength: maxLocalName,
    });
    if (name === undefined) return;
    await app.marks.change([jobKey(source, job.id)], { name: name.trim() === original ? null : name });
  },
};

/** Writes a note about a job, for its tooltip and its page. */
export const editNote: Command = {
  id: 'fineTuning.editNote',
  failure: t('Editing the note failed'),
  async run(app, ...args) {
    const target = await targetOf(app, args, anyJob(t('About which job do you want to write a note?')));
    if (target === undefined) return;
    const { source, job } = target;
    const note = await askText({
      title: t('Note about {0}', jobName(job, editorFormat)),
      prompt: t('It stays on this machine. Empty: no note.'),
      value: job.mark?.note ?? '',
      maxLength: maxNote,
    });
    if (note !== undefined) await app.marks.change([jobKey(source, job.id)], { note });
  },
};
