import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { App } from '../app';
import { copyButton, emptyText, iconButton } from '../elements/parts';
import type { ShownJob } from '../state/pageState';

/** Characters that are shown: the browser lays more out for longer than a blink. */
const maxCharacters = 1_000_000;

/** The provider's own JSON, as the extension has printed it. It is requested when the tab is opened, and again when the job's status changes. */
export class JsonTab {
  private requestedFor = '';

  view({ snapshot, raw }: ShownJob, app: App): TemplateResult {
    this.request(snapshot.key, snapshot.job.status, app);
    if (raw === undefined) return emptyText(t('Loading…'));
    const loadAgain = iconButton('refresh', t('Load again'), () =>
      app.send({ type: 'raw', job: snapshot.key }),
    );
    if (raw === null)
      return html`<p class="empty muted">${t('The JSON could not be loaded.')} ${loadAgain}</p>`;
    return html`${cutNote(raw, app)}<ft-text
        class="json"
        .text=${raw.slice(0, maxCharacters)}
        .actions=${html` ${loadAgain} ${copyButton(raw, 'JSON', app)} `}
      ></ft-text>`;
  }

  private request(job: string, status: string, app: App): void {
    const wanted = `${job} ${status}`;
    if (wanted === this.requestedFor) return;
    this.requestedFor = wanted;
    app.send({ type: 'raw', job });
  }
}

function cutNote(raw: string, { format }: App): TemplateResult | string {
  if (raw.length <= maxCharacters) return '';
  const shown = format.count(maxCharacters);
  return html`<p class="muted">
    ${t('Only the first {0} characters are shown: “Show Job as JSON” opens all.', shown)}
  </p>`;
}
