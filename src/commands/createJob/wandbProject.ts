import type { CreationOptions } from '../../jobs/source';
import { type JobDraft, wandbOf } from './draft';

/** Has the run written to a project of Weights & Biases. @param project empty: it is not written there */
export function setWandbProject(draft: JobDraft, options: CreationOptions, project: string): void {
  const known = wandbOf(draft, options);
  const others = draft.integrations.filter(({ type }) => type !== 'wandb');
  const none = { type: 'wandb', project: null, name: null, entity: null, tags: [] };
  draft.integrations = project === '' ? others : [...others, { ...(known ?? none), project }];
}
