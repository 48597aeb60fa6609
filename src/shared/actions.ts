import { t } from '@vscode/l10n';
import type { Capabilities, CapabilityName } from '../api/dialects/capabilities';
import type { JobMark } from './jobMark';
import { endedGroups, groupOf, isDeleting, isReadyToStart, type JobGroup, jobGroups } from './statuses';

/** What can be done to one job. */
export const actionIds = [
  'cancel',
  'pause',
  'resume',
  'start',
  'tryModel',
  'openResultFile',
  'saveResultFile',
  'downloadWeights',
  'deployCheckpoint',
  'copyModelName',
  'clone',
  'runElsewhere',
  'saveJobFile',
  'compare',
  'star',
  'unstar',
  'rename',
  'editNote',
  'hide',
  'unhide',
  'delete',
  'showJson',
  'refresh',
] as const;
export type ActionId = (typeof actionIds)[number];

/** What an action looks at. */
export interface ActionSubject {
  readonly status: string;
  readonly fineTunedModel: string | null;
  readonly hasResultFile: boolean;
  readonly mark?: JobMark;
  /** It has a checkpoint that can be called; not known to the rows of a list. */
  readonly hasCheckpoint?: boolean;
  /** Why nothing like it can be created, in a sentence; null: it can. Not known to the rows of a list. */
  readonly problemWithClone?: string | null;
}

interface Action {
  /** What VS Code knows it by; null: a page does it by itself. */
  readonly command: string | null;
  /** What the provider has to be able to do; null: nothing. */
  readonly needs: CapabilityName | 'deploy' | null;
  /** The groups of statuses that allow it. */
  readonly groups: ReadonlySet<JobGroup>;
  /** What the job must have. */
  readonly has?: keyof typeof hasIt;
  /** It makes use of what the job was created with. */
  readonly isClone?: true;
  /** How a page shows it. */
  readonly label: string;
  /** The id of a codicon. */
  readonly icon: string;
}

const any: ReadonlySet<JobGroup> = new Set(jobGroups);
const stoppable: ReadonlySet<JobGroup> = new Set(
  jobGroups.filter((group) => !endedGroups.has(group) && group !== 'cancelling'),
);

/** A job that has begun may have checkpoints. */
const begun: ReadonlySet<JobGroup> = new Set(
  jobGroups.filter((group) => group !== 'validating' && group !== 'queued'),
);

/** The one table of what is allowed when. Tree, pages and commands read it. */
const actions: Readonly<Record<ActionId, Action>> = {
  cancel: {
    command: 'fineTuning.cancelJob',
    needs: 'cancel',
    groups: stoppable,
    has: 'noDeletion',
    label: t('Cancel'),
    icon: 'debug-stop',
  },
  pause: {
    command: 'fineTuning.pauseJob',
    needs: 'pause',
    groups: new Set(['running', 'queued']),
    has: 'noReadiness',
    label: t('Pause'),
    icon: 'debug-pause',
  },
  resume: {
    command: 'fineTuning.resumeJob',
    needs: 'resume',
    groups: new Set(['paused']),
    label: t('Resume'),
    icon: 'debug-continue',
  },
  start: {
    command: 'fineTuning.startJob',
    needs: 'start',
    groups: new Set(['queued']),
    has: 'readiness',
    label: t('Start'),
    icon: 'play',
  },
  tryModel: {
    command: 'fineTuning.tryModel',
    needs: 'chat',
    groups: any,
    has: 'model',
    label: t('Try Model…'),
    icon: 'comment-discussion',
  },
  openResultFile: {
    command: 'fineTuning.openResultFile',
    needs: 'resultFiles',
    groups: any,
    has: 'resultFile',
    label: t('Open Result File'),
    icon: 'go-to-file',
  },
  saveResultFile: {
    command: 'fineTuning.saveResultFile',
    needs: 'resultFiles',
    groups: any,
    has: 'resultFile',
    label: t('Save Result Files…'),
    icon: 'save',
  },
  downloadWeights: {
    command: 'fineTuning.downloadWeights',
    needs: 'weights',
    groups: endedGroups,
    label: t('Download Weights…'),
    icon: 'cloud-download',
  },
  deployCheckpoint: {
    command: 'fineTuning.deployCheckpoint',
    needs: 'deploy',
    groups: begun,
    label: t('Deploy Checkpoint…'),
    icon: 'cloud-upload',
  },
  copyModelName: {
    command: 'fineTuning.copyModelName',
    needs: null,
    groups: any,
    has: 'fineTunedModel',
    label: t('Copy Model Name'),
    icon: 'copy',
  },
  clone: {
    command: 'fineTuning.cloneJob',
    needs: 'create',
    groups: any,
    isClone: true,
    label: t('Clone…'),
    icon: 'repo-clone',
  },
  runElsewhere: {
    command: 'fineTuning.runElsewhere',
    needs: null,
    groups: any,
    isClone: true,
    label: t('Run on Another Connection…'),
    icon: 'export',
  },
  saveJobFile: {
    command: 'fineTuning.saveJobFile',
    needs: null,
    groups: any,
    isClone: true,
    label: t('Save as Job File…'),
    icon: 'save-as',
  },
  compare: {
    command: 'fineTuning.compareJobs',
    needs: null,
    groups: any,
    label: t('Compare with…'),
    icon: 'split-horizontal',
  },
  star: {
    command: 'fineTuning.starJob',
    needs: null,
    groups: any,
    has: 'noStar',
    label: t('Star'),
    icon: 'star-empty',
  },
  unstar: {
    command: 'fineTuning.unstarJob',
    needs: null,
    groups: any,
    has: 'star',
    label: t('Remove Star'),
    icon: 'star-full',
  },
  rename: {
    command: 'fineTuning.renameJob',
    needs: null,
    groups: any,
    label: t('Rename Locally…'),
    icon: 'edit',
  },
  editNote: {
    command: 'fineTuning.editNote',
    needs: null,
    groups: any,
    label: t('Edit Note…'),
    icon: 'note',
  },
  hide: {
    command: 'fineTuning.hideJob',
    needs: null,
    groups: any,
    has: 'row',
    label: t('Hide'),
    icon: 'eye-closed',
  },
  unhide: {
    command: 'fineTuning.unhideJob',
    needs: null,
    groups: any,
    has: 'noRow',
    label: t('Unhide'),
    icon: 'eye',
  },
  delete: {
    command: 'fineTuning.deleteJob',
    needs: 'deleteJob',
    groups: endedGroups,
    label: t('Delete…'),
    icon: 'trash',
  },
  showJson: {
    command: 'fineTuning.showJobJson',
    needs: null,
    groups: any,
    label: t('Show as JSON'),
    icon: 'json',
  },
  refresh: { command: null, needs: null, groups: any, label: t('Refresh'), icon: 'refresh' },
};

/** An action that the job allows. */
export interface ActionState {
  readonly id: ActionId;
  /** Why it cannot be done, in a sentence to show; null: it can. */
  readonly reason: string | null;
}

/**
 * The actions of a job, in the order of {@link actionIds}. One that the job does not allow is absent, and one that the
 * provider has no need of; one that cannot be done comes with the reason.
 */
export function actionsOf(job: ActionSubject, can: Capabilities): ActionState[] {
  return actionIds
    .filter((id) => isAllowed(id, job, can))
    .map((id) => ({ id, reason: reasonAgainst(id, job, can) }));
}

/** Whether the job allows the action and the provider can do it. */
export function isOffered(id: ActionId, job: ActionSubject, can: Capabilities): boolean {
  return isAllowed(id, job, can) && reasonAgainst(id, job, can) === null;
}

/** The label and the codicon with which a page shows an action. */
export function lookOfAction(id: ActionId): { readonly label: string; readonly icon: string } {
  return actions[id];
}

/** The command behind an action; null: a page does it by itself. */
export function commandOf(id: ActionId): string | null {
  return actions[id].command;
}

const hasIt = {
  resultFile: (job: ActionSubject) => job.hasResultFile,
  fineTunedModel: (job: ActionSubject) => job.fineTunedModel !== null,
  star: ({ mark }: ActionSubject) => mark?.isStarred === true,
  noStar: ({ mark }: ActionSubject) => mark?.isStarred !== true,
  row: ({ mark }: ActionSubject) => mark?.isHidden !== true,
  noRow: ({ mark }: ActionSubject) => mark?.isHidden === true,
  noDeletion: ({ status }: ActionSubject) => !isDeleting(status),
  noReadiness: ({ status }: ActionSubject) => !isReadyToStart(status),
  readiness: ({ status }: ActionSubject) => isReadyToStart(status),
  model: (job: ActionSubject) => job.fineTunedModel !== null || job.hasCheckpoint === true,
} as const;

function isAllowed(id: ActionId, job: ActionSubject, can: Capabilities): boolean {
  const { groups, has, needs } = actions[id];
  if (needs !== null && can[needs] === undefined) return false;
  return groups.has(groupOf(job.status)) && (has === undefined || hasIt[has](job));
}

/** That of the provider, which holds for all of its jobs, comes first. */
function reasonAgainst(id: ActionId, job: ActionSubject, can: Capabilities): string | null {
  const { isClone, needs } = actions[id];
  const capability = needs === null ? true : can[needs];
  if (typeof capability === 'string') return capability;
  return isClone === true ? (job.problemWithClone ?? null) : null;
}
