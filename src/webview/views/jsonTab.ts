import { type TemplateResult, html } from 'lit/html.js';
import type { App } from '../app';
import type { JobRecord } from '../state/pageState';
import { copyButton, emptyText, iconButton } from '../elements/parts';

/** Characters that are shown: the browser lays more out for longer than a blink. */
const maxCharacters = 1_000_000;

/** The provider's own JSON, as the extension has printed it. It is requested when the tab is opened, and again when the job's status changes. */
export class JsonTab {
  #askedFor = '';

  view({ snapshot, raw }: JobRecord, app: App): TemplateResult {
    this.#ask(snapshot.key, snapshot.job.status, app);
    if (raw === null) return emptyText('Loading…');
    return html`${cutNote(raw)}<ft-text
        class="json"
        .text=${raw.slice(0, maxCharacters)}
        .actions=${html`
          ${iconButton('refresh', 'Load again', () => app.send({ type: 'raw', job: snapshot.key }))}
          ${copyButton(raw, 'JSON', app)}
        `}
      ></ft-text>`;
  }

  #ask(job: string, status: string, app: App): void {
    const wanted = `${job} ${status}`;
    if (wanted === this.#askedFor) return;
    this.#askedFor = wanted;
    app.send({ type: 'raw', job });
  }
}

function cutNote(raw: string): TemplateResult | string {
  if (raw.length <= maxCharacters) return '';
  const shown = maxCharacters.toLocaleString('en');
  return html`<p class="muted">
    Only the first ${shown} characters are shown: “Show Job as JSON” opens all.
  </p>`;
}
