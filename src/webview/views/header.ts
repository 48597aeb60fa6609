import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type ActionId, type ActionState, lookOfAction } from '../../shared/actions';
import { clipped } from '../../shared/format';
import { leftText, stepText } from '../../shared/progressText';
import type { JobProgress, JobSnapshot } from '../../shared/protocol';
import { stallText } from '../../shared/stallText';
import { hasEnded } from '../../shared/statuses';
import { lookOf, type StatusLook } from '../../shared/statusLook';
import type { App } from '../app';
import { age, copyButton, icon, iconButton, withElements } from '../elements/parts';
import { safeLink } from '../facts/links';
import type { PageCommands } from '../report/pageCommands';
import type { ShownJob } from '../state/pageState';
import { errorBanner } from './errorBanner';

export function header(record: ShownJob, app: App, commands: PageCommands): TemplateResult {
  const { snapshot } = record;
  const { job } = snapshot;
  const method = job.method?.type ?? null;
  return html`
    <header class="header">
      <div class="header-top">
        <h1 title=${snapshot.name}>${clipped(snapshot.name, 300)}</h1>
        ${statusText(snapshot)} ${toolbar(snapshot, app, commands)}
      </div>
      <div class="facts-clip">
        <p class="facts muted">
          ${models(snapshot, app)}
          <span class="with-button"
            ><code>${clipped(job.id, 200)}</code>${copyButton(job.id, t('job id'), app)}</span
          >
          ${method === null ? '' : html`<span>${method}</span>`}
          <span class="with-button"
            ><span title=${t('Connection')}>${snapshot.connection.name}</span>${jobPage(snapshot, app)}</span
          >
          ${staleMark(snapshot, app)}
        </p>
      </div>
      ${note(snapshot)} ${progress(snapshot, app)} ${errorBanner(record, app)} ${problems(snapshot)}
    </header>
  `;
}

/** The way to the job's page at the provider. */
function jobPage({ job, connection }: JobSnapshot, app: App): TemplateResult | string {
  const url = job.webUrl === null ? null : safeLink(job.webUrl);
  if (url === null) return '';
  return iconButton('link-external', t('Open this job at {0}', connection.kind), () =>
    app.send({ type: 'openLink', url }),
  );
}

/** What this person has written about the job. */
function note({ mark }: JobSnapshot): TemplateResult | string {
  const text = mark?.note ?? null;
  if (text === null) return '';
  return html`<p class="note" role="note" aria-label=${t('Note')}>
    ${icon('note')}<span class="wrap" translate="no">${text}</span>
  </p>`;
}

/** The base model, and what came of it. */
function models({ job }: JobSnapshot, app: App): TemplateResult {
  const { model, fineTunedModel } = job;
  return html`${model === null ? '' : html`<span>${clipped(model, 200)}</span>`}
  ${
    fineTunedModel === null
      ? ''
      : html`<span class="with-button"
          ><span title=${t('Fine-tuned model')}>→ <code>${clipped(fineTunedModel, 200)}</code></span
          >${copyButton(fineTunedModel, t('model name'), app)}</span
        >`
  }`;
}

export function statusText(snapshot: JobSnapshot): TemplateResult {
  const look = lookOf(snapshot.job.status);
  return html`<span
    class="status status-${snapshot.group}"
    title=${t('Status: {0}', clipped(snapshot.job.status, 200))}
    >${statusIcon(look)}<span>${clipped(look.label, 60)}</span></span
  >`;
}

/** The colour comes by a property: the page's security policy refuses style attributes. */
function statusIcon({ icon: name, isSpinning, color }: StatusLook): TemplateResult {
  const style = color === null ? '' : `color: var(--vscode-${color.replaceAll('.', '-')})`;
  const spin = isSpinning ? 'codicon-modifier-spin' : '';
  return html`<span class="codicon codicon-${name} ${spin}" .style=${style} aria-hidden="true"></span>`;
}

function toolbar(snapshot: JobSnapshot, app: App, commands: PageCommands): TemplateResult {
  const primary = primaryActions(snapshot);
  const others = snapshot.actions.filter((action) => !primary.includes(action));
  const items = html`${others.map((action) => menuItem(action, snapshot, app))}
  ${others.length === 0 ? '' : html`<div role="separator"></div>`}`;
  return html`<div class="toolbar">
    ${primary.map((action) => button(action, snapshot, app))} ${reportMenu(commands, items)}
  </div>`;
}

/** The menu behind the dots: further actions, then the reports. */
export function reportMenu(commands: PageCommands, items: TemplateResult | string = ''): TemplateResult {
  const all = html`${items}
  ${plainItem('markdown', t('Copy Report as Markdown'), () => commands.copyReport())}
  ${plainItem('save-as', t('Save Report as Markdown…'), () => commands.saveReport('markdown'))}
  ${plainItem('save-as', t('Save Report as HTML…'), () => commands.saveReport('html'))}`;
  return html`<ft-menu label=${t('More actions')} .items=${all}></ft-menu>`;
}

/** What one most likely wants now: at most three; the rest is in the menu. */
function primaryActions({ actions, job }: JobSnapshot): ActionState[] {
  const wanted: ActionId[] = hasEnded(job.status)
    ? ['tryModel', 'openResultFile', 'clone']
    : ['start', 'resume', 'pause', 'cancel'];
  const allowed = wanted.flatMap((id) => actions.find((action) => action.id === id) ?? []);
  // Few providers know starting by hand, and not all have a chat: the others need not show it.
  const isRare = (id: ActionId) => id === 'start' || id === 'tryModel';
  return allowed.filter(({ id, reason }) => !isRare(id) || reason === null).slice(0, 3);
}

function button({ id, reason }: ActionState, { key }: JobSnapshot, app: App): TemplateResult {
  const look = lookOfAction(id);
  return html`<button
    class="button"
    aria-disabled=${reason === null ? nothing : 'true'}
    title=${reason ?? nothing}
    @click=${() => reason === null && app.send({ type: 'action', job: key, action: id })}
  >
    ${icon(look.icon)}${look.label}
  </button>`;
}

function menuItem({ id, reason }: ActionState, { key }: JobSnapshot, app: App): TemplateResult {
  const look = lookOfAction(id);
  return html`<button
    role="menuitem"
    tabindex="-1"
    aria-disabled=${reason === null ? nothing : 'true'}
    title=${reason ?? nothing}
    @click=${() => reason === null && app.send({ type: 'action', job: key, action: id })}
  >
    ${icon(look.icon)}<span>${look.label}${reason === null ? '' : html`<small>${reason}</small>`}</span>
  </button>`;
}

function plainItem(name: string, label: string, click: () => void): TemplateResult {
  return html`<button role="menuitem" tabindex="-1" @click=${click}>
    ${icon(name)}<span>${label}</span>
  </button>`;
}

function staleMark({ isStale, fetchedAt }: JobSnapshot, app: App): TemplateResult | string {
  if (!isStale) return '';
  return html`<span class="stale" title=${t('The last request failed; what is shown may have changed since.')}
    >${icon('warning')}${withElements(t('as of {0}'), age(fetchedAt, app))}</span
  >`;
}

/** Of a job that does not move nobody can say when it will end. */
function progress({ progress: known, stall }: JobSnapshot, app: App): TemplateResult | string {
  if (known === null && stall === null) return '';
  const { step, totalSteps, fraction, finishAt } = known ?? nothingKnown;
  const parts = [
    stall === null ? null : stallText(stall, app.format),
    step === null ? null : stepText(step, totalSteps, app.format),
    fraction === null ? null : app.format.percent(fraction),
    finishAt === null || stall !== null
      ? null
      : html`<span title=${app.format.date(finishAt)}>${leftText(finishAt, app.now, app.format)}</span>`,
  ].filter((part) => part !== null);
  return html`<div class="progress">
    ${fraction === null ? '' : html`<progress max="1" .value=${fraction} aria-label=${t('Progress')}></progress>`}
    <span class="progress-text">${parts.map((part, at) => (at === 0 ? part : html` · ${part}`))}</span>
  </div>`;
}

const nothingKnown: JobProgress = { step: null, totalSteps: null, fraction: null, finishAt: null };

function problems({ problems: sentences }: JobSnapshot): TemplateResult | string {
  if (sentences.length === 0) return '';
  return html`<ul class="banner banner-warning">
    ${sentences.map((sentence) => html`<li>${icon('warning')}<span class="wrap">${clipped(sentence, 1000)}</span></li>`)}
  </ul>`;
}
