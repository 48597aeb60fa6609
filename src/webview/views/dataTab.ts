import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import { clipped } from '../../shared/format';
import type { App } from '../app';
import { copyButton, emptyText, icon, iconButton } from '../elements/parts';
import { lookOfRole } from '../facts/fileRoles';
import type { ShownJob } from '../state/pageState';

/** The job's files. */
export function dataTab({ snapshot }: ShownJob, app: App): TemplateResult {
  const { files, filesReason, key } = snapshot;
  if (files.length === 0) return emptyText(t('The provider names no files for this job.'));
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t('Files')}>
    <table class="table files">
      <thead>
        <tr>
          <th scope="col">${t('Role')}</th>
          <th scope="col">${t('Name')}</th>
          <th scope="col">${t('Id')}</th>
          <th scope="col" class="number">${t('Size')}</th>
          <th scope="col"><span class="visually-hidden">${t('Actions')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${files.map(
          ({ id, role, filename, bytes }) =>
            html`<tr>
              <td>${icon(lookOfRole(role).icon)} ${lookOfRole(role).label}</td>
              <td>
                ${
                  filename === null
                    ? html`<span
                        class="muted"
                        title=${t('The Files API has not reported a name: not asked yet, or deleted')}
                        >${t('not known')}</span
                      >`
                    : clipped(filename, 300)
                }
              </td>
              <td><code>${clipped(id, 300)}</code></td>
              <td class="number">
                ${bytes === null ? '–' : html`<span title=${bytesText(bytes, app)}>${app.format.bytes(bytes)}</span>`}
              </td>
              <td class="row-actions">
                ${copyButton(id, t('file id'), app)}
                ${iconButton(
                  'go-to-file',
                  t({
                    message: 'Open {0}',
                    args: [clipped(filename ?? id, 100)],
                    comment: 'Verb: {0} is a file',
                  }),
                  () => app.send({ type: 'openFile', job: key, fileId: id }),
                  filesReason,
                )}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function bytesText(bytes: number, { format }: App): string {
  return bytes === 1 ? t('1 byte') : t('{0} bytes', format.count(bytes));
}
