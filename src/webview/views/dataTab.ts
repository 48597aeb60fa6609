import { type TemplateResult, html } from 'lit/html.js';
import type { App } from '../app';
import { clipped } from '../../shared/format';
import type { JobRecord } from '../state/pageState';
import { copyButton, emptyText, icon, iconButton } from '../elements/parts';

const roles = {
  training: { label: 'Training', icon: 'mortar-board' },
  validation: { label: 'Validation', icon: 'beaker' },
  result: { label: 'Result', icon: 'graph' },
} as const;

/** The job's files. */
export function dataTab({ snapshot }: JobRecord, app: App): TemplateResult {
  const { files, filesReason, key } = snapshot;
  if (files.length === 0) return emptyText('The provider names no files for this job.');
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label="Files">
    <table class="table files">
      <thead>
        <tr>
          <th scope="col">Role</th>
          <th scope="col">Name</th>
          <th scope="col">Id</th>
          <th scope="col" class="number">Size</th>
          <th scope="col"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${files.map(
          ({ id, role, filename, bytes }) =>
            html`<tr>
              <td>${icon(roles[role].icon)} ${roles[role].label}</td>
              <td>
                ${
                  filename === null
                    ? html`<span
                        class="muted"
                        title="The Files API has not reported a name: not asked yet, or deleted"
                        >not known</span
                      >`
                    : clipped(filename, 300)
                }
              </td>
              <td><code>${clipped(id, 300)}</code></td>
              <td class="number">
                ${bytes === null ? '–' : html`<span title="${app.format.count(bytes)} bytes">${app.format.bytes(bytes)}</span>`}
              </td>
              <td class="row-actions">
                ${copyButton(id, 'file id', app)}
                ${iconButton(
                  'go-to-file',
                  `Open ${clipped(filename ?? id, 100)}`,
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
