import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import { turnsOf } from '../../shared/exampleTurns';
import type { FileFacts, FilePreview, PreviewOutcome } from '../../shared/fileFacts';
import { clipped } from '../../shared/format';
import type { App } from '../app';
import { copyButton, emptyText, fold, icon, iconButton } from '../elements/parts';
import { lookOfRole } from '../facts/fileRoles';
import { reasonAgainst } from '../facts/lostFile';
import type { ShownJob } from '../state/pageState';

const archive = t('An archive: no rows to show.');
/** Characters of a message, or of a line, that a preview shows. */
const maxTextLength = 600;

/** The job's files with their beginnings, which are requested when they are opened. */
export class DataTab {
  private readonly requested = new Set<string>();

  view(record: ShownJob, app: App): TemplateResult {
    const { files } = record.snapshot;
    if (files.length === 0) return emptyText(t('The provider names no files for this job.'));
    return html`${files.map((file, at) =>
      fold(
        app,
        `file ${file.id}`,
        title(file, record.previews.get(file.id), app),
        () => this.file(file, record, app),
        at === 0,
      ),
    )}`;
  }

  private file(file: FileFacts, record: ShownJob, app: App): TemplateResult {
    const { key, lacks } = record.snapshot;
    const preview = file.isGone === true ? 'gone' : record.previews.get(file.id);
    const request = () => app.send({ type: 'preview', job: key, fileId: file.id });
    const name = `${key} ${file.id}`;
    const lost = reasonAgainst(file, record);
    if (lost === null && !this.requested.has(name)) {
      this.requested.add(name);
      request();
    }
    return html`
      <p class="file-line">
        <code>${clipped(file.id, 300)}</code> ${copyButton(file.id, t('file id'), app)}
        ${fileActions(file, key, { opening: lost ?? (preview === 'archive' ? archive : null), saving: lost }, app)}
      </p>
      ${lacks.files === null ? beginning(preview, request) : html`<p class="muted">${lacks.files}</p>`}
    `;
  }
}

function title(
  { id, role, filename, bytes }: FileFacts,
  preview: PreviewOutcome | undefined,
  app: App,
): TemplateResult {
  const look = lookOfRole(role);
  const facts = [
    bytes === null ? null : app.format.bytes(bytes),
    typeof preview !== 'object' || preview === null ? null : rowsText(preview, bytes, app),
  ].filter((fact) => fact !== null);
  return html`${icon(look.icon)} ${look.label}: ${clipped(filename ?? id, 300)}
    <span class="muted file-facts">${facts.join(' · ')}</span>`;
}

/** `120 rows`; of a file that was read in part as many as its size lets expect. */
function rowsText({ count, bytesRead, isWhole }: FilePreview, bytes: number | null, { format }: App): string {
  if (isWhole) return count === 1 ? t('1 row') : t('{0} rows', format.count(count));
  if (bytes === null) return t('more than {0} rows', format.count(count));
  return t('about {0} rows', format.shortCount((count * bytes) / bytesRead));
}

function fileActions(
  { id, filename }: FileFacts,
  job: string,
  /** Why it cannot be done; null: it can. */
  against: { readonly opening: string | null; readonly saving: string | null },
  app: App,
): TemplateResult {
  const name = clipped(filename ?? id, 100);
  const open = t({ message: 'Open {0}', args: [name], comment: 'Verb: {0} is a file' });
  return html`${iconButton('go-to-file', open, () => app.send({ type: 'openFile', job, fileId: id }), against.opening)}
  ${iconButton('cloud-download', t('Download {0}', name), () => app.send({ type: 'saveFile', job, fileId: id }), against.saving)}`;
}

/** @param preview undefined: it has not come */
function beginning(preview: PreviewOutcome | undefined, request: () => void): TemplateResult {
  if (preview === undefined) return emptyText(t('Loading…'));
  if (preview === 'gone')
    return html`<p class="empty muted">
      ${t('The provider no longer has this file.')}
      ${t('To train on it again, clone the job and choose the file on this machine.')}
    </p>`;
  if (preview === 'archive') return emptyText(archive);
  if (preview === null)
    return html`<p class="empty muted">
      ${t('The file could not be read.')} ${iconButton('refresh', t('Load again'), request)}
    </p>`;
  if (preview.rows.length === 0) return emptyText(t('The file is empty.'));
  const { count, isWhole, rows } = preview;
  return html`${count > rows.length || !isWhole ? html`<p class="muted">${firstText(rows.length)}</p>` : ''}
    <ol class="rows">
      ${rows.map((row) => html`<li>${rowContent(row)}</li>`)}
    </ol>`;
}

function firstText(count: number): string {
  return count === 1 ? t('The first row:') : t('The first {0} rows:', count);
}

function rowContent(row: string): TemplateResult {
  const turns = turnsOf(row);
  if (turns === null) return html`<code class="wrap">${clipped(row, maxTextLength)}</code>`;
  return html`<dl class="turns">
    ${turns.map(
      ({ role, text }) =>
        html`<div>
          <dt class="muted" translate="no">${clipped(role, 60)}</dt>
          <dd>${clipped(text, maxTextLength)}</dd>
        </div>`,
    )}
  </dl>`;
}
