import { type QuickPickItem, ThemeIcon, l10n } from 'vscode';
import type { Account } from '../../jobs/account';
import { parseJobKey } from '../../jobs/accounts';
import { type JobSummary } from '../../jobs/summary';
import { type ActionId, isOffered } from '../../shared/actions';
import { isJobsNode } from '../../views/jobNodes';
import { jobRow } from '../../views/jobRow';
import { editorFormat } from '../../platform/editorFormat';
import type { App } from '../command';
import { showInformation } from '../../platform/show';
import { pickMany, pickOne } from '../../platform/picks';

/** A job that a command is about. */
export interface JobTarget {
  readonly account: Account;
  readonly job: JobSummary;
}

export interface TargetQuestion {
  /** Which jobs the command can be about. */
  readonly accepts: (job: JobSummary, account: Account) => boolean;
  /** What to ask when nothing is selected. */
  readonly placeholder: string;
  /** What to say when no job fits. */
  readonly none: string;
  readonly canPickMany?: boolean;
  /** For what a click on a row does, and makes no sense on an open page. */
  readonly isForTree?: boolean;
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
  const fits = ({ job, account }: JobTarget) => question.accepts(job, account);
  const named = await fromNodes(nodesAmong(args));
  if (named.length > 0) {
    const fitting = named.filter(fits);
    if (fitting.length === 0) void showInformation(question.none);
    return fitting;
  }
  const selected = await fromNodes(app.view.selection);
  const onPage = question.isForTree === true ? [] : await fromPage(app);
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

/** VS Code gives the node that was clicked, then all that are selected if it is one of them. */
function nodesAmong([clicked, selected]: readonly unknown[]): readonly unknown[] {
  return Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
}

async function fromNodes(nodes: readonly unknown[]): Promise<JobTarget[]> {
  const jobs = nodes.filter((node) => isJobsNode(node)).filter((node) => node.kind === 'job');
  return (await Promise.all(jobs.map(({ account, id }) => toTarget(account, id)))).filter(
    (each) => each !== null,
  );
}

async function fromPage(app: App): Promise<JobTarget[]> {
  const targets = (app.pages.active?.keys ?? []).map(async (key) => {
    const { accountId, jobId } = parseJobKey(key);
    const account = app.accounts.find(accountId);
    // What cannot be had is no candidate.
    return account === undefined ? null : toTarget(account, jobId).catch(() => null);
  });
  return (await Promise.all(targets)).filter((each) => each !== null);
}

/** A page may show a job that is older than all that were listed: then it is fetched. */
async function toTarget(account: Account, id: string): Promise<JobTarget | null> {
  if (account.store.get(id) === undefined) {
    const client = await account.connect();
    account.store.apply([await client.jobs.retrieve(id)]);
  }
  const job = account.store.get(id);
  return job === undefined ? null : { account, job };
}

/** Asks which, among all known jobs that fit. */
export async function pickTargets(app: App, question: TargetQuestion): Promise<JobTarget[]> {
  const known = () =>
    app.accounts.shown.flatMap((account) =>
      account.store
        .all()
        .filter((job) => question.accepts(job, account))
        .map((job) => ({ account, job })),
    );
  if (known().length === 0) await Promise.all(app.accounts.shown.map((account) => account.poller.pollNow()));
  const targets = known();
  if (targets.length === 0) {
    void showInformation(question.none);
    return [];
  }
  const items = targets.map((target) => toItem(app, target));
  const options = { placeHolder: question.placeholder, matchOnDescription: true, matchOnDetail: true };
  if (question.canPickMany === true) {
    const picked = await pickMany(items, options);
    return picked?.map(({ target }) => target) ?? [];
  }
  const picked = await pickOne(items, options);
  return picked === undefined ? [] : [picked.target];
}

function toItem(app: App, target: JobTarget): QuickPickItem & { target: JobTarget } {
  const { account, job } = target;
  const row = jobRow({
    job,
    progress: account.store.progressOf(job.id),
    capabilities: account.dialect.capabilities,
    now: app.clock.now() / 1000,
    format: editorFormat,
  });
  const where = app.accounts.shown.length > 1 ? ` · ${account.connection.name}` : '';
  return {
    label: row.label,
    iconPath: new ThemeIcon(row.icon.id.replace('~spin', '')),
    description: row.description,
    detail: `${job.id}${where}`,
    target,
  };
}

/** Whether an action is offered for a job. */
export function offering(action: ActionId): TargetQuestion['accepts'] {
  return (job, account) => isOffered(action, job, account.dialect.capabilities);
}

/** A question that accepts every job. */
export function anyJob(placeholder: string): TargetQuestion {
  return { accepts: () => true, placeholder, none: l10n.t('There are no jobs yet.') };
}
