import { t } from '@vscode/l10n';
import { type QuickPickItem, ThemeIcon } from 'vscode';
import { abortable } from '../../api/abortable';
import { parseJobKey, sourceId } from '../../jobs/jobKey';
import type { JobSource } from '../../jobs/source';
import type { KnownJob } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { pickSome } from '../../platform/picks';
import { showInformation } from '../../platform/show';
import { type ActionId, isOffered } from '../../shared/actions';
import { isJobsNode } from '../../views/jobNodes';
import { jobRow } from '../../views/jobRow';
import { besideSource } from '../besideSource';
import type { App } from '../command';
import { nodesAmong } from '../nodesAmong';

/** A job that a command is about. */
export interface JobTarget {
  readonly source: JobSource;
  readonly job: KnownJob;
}

export interface TargetQuestion {
  /** Which jobs the command can be about. */
  readonly accepts: (job: KnownJob, source: JobSource) => boolean;
  /** What to ask when nothing is selected. */
  readonly placeholder: string;
  /** What to say when no job fits. */
  readonly none: string;
  readonly canPickMany?: boolean;
  /** It opens the job's page: of the page that is open it makes no sense, and of one job there is no choice. */
  readonly opensPage?: boolean;
}

/**
 * The jobs that a command is about: what was clicked or selected in the tree; else the job of the open page, with
 * what was selected beside it; else the tree's selection; else what the person picks. Empty when the person picked
 * nothing, or nothing fits.
 */
export async function targetsOf(
  app: App,
  args: readonly unknown[],
  question: TargetQuestion,
): Promise<JobTarget[]> {
  const fits = ({ job, source }: JobTarget) => question.accepts(job, source);
  const named = await fromNodes(nodesAmong(args));
  if (named.length > 0) {
    const fitting = named.filter(fits);
    if (fitting.length === 0) void showInformation(question.none);
    return fitting;
  }
  const selected = await fromNodes(app.view.selection);
  const onPage = question.opensPage === true ? [] : await fromPage(app);
  const isPageSelected = onPage.some(({ job }) => selected.some((each) => each.job === job));
  for (const candidates of isPageSelected ? [selected, onPage] : [onPage, selected]) {
    const fitting = candidates.filter(fits);
    if (fitting.length > 0) return fitting;
  }
  return pickTargets(app, question);
}

/** One of {@link targetsOf}: for commands about one job. */
export async function targetOf(
  app: App,
  args: readonly unknown[],
  question: TargetQuestion,
): Promise<JobTarget | undefined> {
  const [first] = await targetsOf(app, args.slice(0, 1), { ...question, canPickMany: false });
  return first;
}

/** The job that a caller names by its connection's name and its id. */
export async function namedTarget(app: App, [name, id]: readonly unknown[]): Promise<JobTarget | undefined> {
  if (typeof name !== 'string' || typeof id !== 'string') return undefined;
  const source = app.sources.find(sourceId(name));
  return source === undefined ? undefined : ((await toTarget(source, id)) ?? undefined);
}

async function fromNodes(nodes: readonly unknown[]): Promise<JobTarget[]> {
  const jobs = nodes.filter((node) => isJobsNode(node)).filter((node) => node.kind === 'job');
  return (await Promise.all(jobs.map(({ source, id }) => toTarget(source, id)))).filter(
    (each) => each !== null,
  );
}

async function fromPage(app: App): Promise<JobTarget[]> {
  const targets = app.pages.shownKeys.map(async (key) => {
    const { sourceId, jobId } = parseJobKey(key);
    const source = app.sources.find(sourceId);
    // What cannot be had is no candidate.
    return source === undefined ? null : toTarget(source, jobId).catch(() => null);
  });
  return (await Promise.all(targets)).filter((each) => each !== null);
}

/** A page may show a job that is older than all that were listed: then it is fetched. */
async function toTarget(source: JobSource, id: string): Promise<JobTarget | null> {
  if (source.store.get(id) === undefined) {
    await withProgress(t('Fetching {0}', id), (signal) => source.retrieve(id, signal));
  }
  const job = source.store.get(id);
  return job === undefined ? null : { source, job };
}

/** Asks which, among all known jobs that fit. */
export async function pickTargets(app: App, question: TargetQuestion): Promise<JobTarget[]> {
  const known = () =>
    app.sources.shown.flatMap((source) =>
      source.store
        .all()
        .filter((job) => question.accepts(job, source))
        .map((job) => ({ source, job })),
    );
  if (known().length === 0 && !(await isRefreshed(app))) return [];
  const targets = known();
  if (targets.length === 0) {
    void showInformation(question.none);
    return [];
  }
  if (targets.length === 1 && question.opensPage === true) return targets;
  const items = targets.map((target) => toItem(app, target));
  const { placeholder: placeHolder, canPickMany } = question;
  const picked = await pickSome(items, {
    placeHolder,
    canPickMany,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked.map(({ target }) => target);
}

/** Looks through the jobs; false where the person did not wait for them. */
async function isRefreshed({ sources }: App): Promise<boolean> {
  const refreshed = await withProgress(t('Fetching the jobs'), async (signal) => {
    await abortable(Promise.all(sources.shown.map((source) => source.refresh())), signal);
    return true;
  });
  return refreshed ?? false;
}

function toItem(app: App, target: JobTarget): QuickPickItem & { target: JobTarget } {
  const { source, job } = target;
  const row = jobRow({
    job,
    progress: source.store.progressOf(job.id),
    capabilities: source.capabilities,
    now: app.clock.now() / 1000,
    format: editorFormat,
  });
  return {
    label: row.label,
    iconPath: new ThemeIcon(row.icon.id.replace('~spin', '')),
    description: row.description,
    detail: besideSource(app, job.id, source),
    target,
  };
}

/** Whether an action is offered for a job. */
export function offering(action: ActionId): TargetQuestion['accepts'] {
  return (job, source) => isOffered(action, job, source.capabilities);
}

/** A question that accepts every job. */
export function anyJob(placeholder: string): TargetQuestion {
  return { accepts: () => true, placeholder, none: t('There are no jobs yet.') };
}
