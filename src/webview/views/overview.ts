import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { FileFacts } from '../../shared/fileFacts';
import { clipped } from '../../shared/format';
import type { App } from '../app';
import { emptyText, icon, moment } from '../elements/parts';
import { lookOfRole } from '../facts/fileRoles';
import { reasonAgainst } from '../facts/lostFile';
import { type Milestone, milestonesOf, shortened } from '../facts/milestones';
import { type Tile, tilesOf } from '../facts/tiles';
import type { ShownJob } from '../state/pageState';

/** What people come for: the figures, what the curves say and the curves, the milestones, the files. */
export function overview(record: ShownJob, app: App, curves: TemplateResult): TemplateResult {
  return html`<section class="overview" aria-label=${t('Overview')}>
    ${tiles(tilesOf(record, app.format, app.now))} ${curves}
    <div class="columns">${milestones(record, app)} ${files(record, app)}</div>
  </section>`;
}

function tiles(all: readonly Tile[]): TemplateResult | string {
  if (all.length === 0) return '';
  return html`<dl class="tiles">
    ${all.map(
      ({ label, value, note, best, detail }) =>
        html`<div class="tile">
          <dt class="muted">${label}</dt>
          <dd>
            <span class="tile-value" title=${detail ?? ''}>${value}</span>
            ${note === null ? '' : html`<span class="muted">${note}</span>`}
            ${best === null ? '' : html`<span class="tile-best muted">${best}</span>`}
          </dd>
        </div>`,
    )}
  </dl>`;
}

const milestoneIcons = {
  turn: 'circle-small-filled',
  epoch: 'circle-small',
  checkpoint: 'triangle-up',
  best: 'star-full',
} as const;

/** Of a job without any time there are none. */
function milestones(record: ShownJob, app: App): TemplateResult | string {
  const all = milestonesOf(record, app.format);
  if (all.length === 0 && record.snapshot.isSettled) return '';
  const { milestones: isWhole = false } = app.choices.folds;
  const short = shortened(all);
  const toggle = () => app.choose({ folds: { ...app.choices.folds, milestones: !isWhole } });
  const row = (each: Milestone | number) =>
    typeof each === 'number' ? leftOutRow(each, toggle, app) : milestoneRow(each, app);
  return html`<section class="milestones">
    <h2>${t('Milestones')}</h2>
    <ol class="plain-list">
      ${(isWhole ? all : short).map(row)}
    </ol>
    ${record.snapshot.isSettled ? '' : emptyText(t('Loading…'))}
    ${
      isWhole && short.length < all.length
        ? html`<button class="link" aria-expanded="true" @click=${toggle}>${t('Show fewer')}</button>`
        : ''
    }
  </section>`;
}

function leftOutRow(count: number, show: () => void, { format }: App): TemplateResult {
  return html`<li>
    ${icon('ellipsis')}
    <button class="link" aria-expanded="false" @click=${show}>
      ${count === 1 ? t('Show 1 more') : t('Show {0} more', format.count(count))}
    </button>
  </li>`;
}

function milestoneRow({ kind, title, at, note }: Milestone, app: App): TemplateResult {
  return html`<li>
    ${icon(milestoneIcons[kind])}
    <span>${title}${note === null ? '' : html` <span class="muted">${note}</span>`}</span>
    ${at === null ? html`<span></span>` : moment(at, app)}
  </li>`;
}

function files(record: ShownJob, app: App): TemplateResult | string {
  const { files: all } = record.snapshot;
  if (all.length === 0) return '';
  return html`<section class="overview-files">
    <h2>${t('Files')}</h2>
    <ul class="plain-list">
      ${all.map((file) => fileRow(file, record, app))}
    </ul>
  </section>`;
}

function fileRow(file: FileFacts, record: ShownJob, app: App): TemplateResult {
  const { id, role, filename, bytes } = file;
  const { key } = record.snapshot;
  const lost = reasonAgainst(file, record);
  const look = lookOfRole(role);
  const name = clipped(filename ?? id, 200);
  return html`<li>
    <span title=${look.label}>${icon(look.icon)}</span>
    ${
      lost === null
        ? html`<button
            class="link"
            title=${t('Open the file ({0})', look.label)}
            @click=${() => app.send({ type: 'openFile', job: key, fileId: id })}
          >
            ${name}
          </button>`
        : html`<span class="muted" title=${lost}>${name}</span>`
    }
    <span class="muted number">${bytes === null ? '' : app.format.bytes(bytes)}</span>
  </li>`;
}
